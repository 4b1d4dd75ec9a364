"""The statements of a text beside the queries: most projects have none."""

from __future__ import annotations

from collections.abc import Mapping

from dbt_treaty.lineage.effect import Statement
from dbt_treaty.lineage.relations import Relations


def statements(
    sql: str, dialect: str, relations: Relations, names: Mapping[str, str]
) -> tuple[Statement, ...]:
    """See ``lineage.statement.read_statements``; a text without a word has none."""
    if not sql.strip():
        return ()
    # A run that knows every query and meets no hook needs no parser, which takes long to import.
    from dbt_treaty.lineage.statement import read_statements  # noqa: PLC0415

    return read_statements(sql, dialect, relations, names)
