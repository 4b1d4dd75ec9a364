"""Fields of a record that a properties file declares as columns of their own: ``address.email``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# https://docs.getdbt.com/reference/resource-properties/columns: BigQuery's nested columns
_ALWAYS = frozenset({"bigquery"})


def record_of(name: str, columns: Collection[str], adapter: str) -> str | None:
    """The column that holds a declared field; None for a name that is a column's own.

    Args:
        name: what is declared.
        columns: every declared name, in lower case.
        adapter: on BigQuery a dot always parts a field from its record; elsewhere only where the
            record is declared too.
    """
    record, _, field = name.partition(".")
    if not record or not field:
        return None
    return record if adapter in _ALWAYS or record.casefold() in columns else None


def without_fields(columns: Mapping[str, str | None], adapter: str) -> dict[str, str | None]:
    """The columns a table has: a record in the place of its fields."""
    keys = {name.casefold() for name in columns}
    found: dict[str, str | None] = {}
    spelled: dict[str, str] = {}
    for name, type_ in columns.items():
        record = record_of(name, keys, adapter)
        column = spelled.setdefault((record or name).casefold(), record or name)
        found[column] = found.get(column) or (None if record else type_)
    return found
