"""A native contract's service levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dbt_treaty.contracts.duration import parse_duration
from dbt_treaty.contracts.model import ContractColumn, Sla
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.documents.document import DataPath
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest

_STAMPS = ("timestamp", "timestamp_tz")


def read_sla(
    sheet: Sheet, said: Mapping[str, Any] | None, columns: tuple[ContractColumn, ...]
) -> Sla:
    """The levels as written. Freshness reads the column it names, else the one timestamp there is.

    Problems are noted on the sheet.
    """
    said = said or {}
    freshness, freshness_path = _pair(said, "freshness", "within")
    completeness, completeness_path = _pair(said, "completeness", "min")
    return Sla(
        freshness=_level(sheet, freshness.get("within"), freshness_path, parse_duration),
        freshness_column=_column(sheet, freshness, columns),
        completeness=_level(sheet, completeness.get("min"), completeness_path, parse_percentage),
        completeness_reference=completeness.get("reference"),
        accuracy=_level(sheet, said.get("accuracy"), ("sla", "accuracy"), parse_percentage),
        late_arrival_window=_level(
            sheet, said.get("late_arrival_window"), ("sla", "late_arrival_window"), parse_duration
        ),
    )


def _pair(said: Mapping[str, Any], key: str, inner: str) -> tuple[Mapping[str, Any], DataPath]:
    """The long form of a level that may be a text alone, and the path of its value."""
    value = said.get(key)
    if isinstance(value, Mapping):
        return value, ("sla", key, inner)
    return ({} if value is None else {inner: value}), ("sla", key)


def _level(
    sheet: Sheet, text: str | None, path: DataPath, parse: Callable[[str], object]
) -> str | None:
    if not text or sheet.is_placeholder(text, path):
        return None
    try:
        parse(text)
    except ValueError as error:
        sheet.refuse(path, f"{quote(text)} {error}")
    return text.strip()


def _column(
    sheet: Sheet, freshness: Mapping[str, Any], columns: tuple[ContractColumn, ...]
) -> str | None:
    if not freshness.get("within"):
        return None
    path = ("sla", "freshness", "column")
    named: str | None = freshness.get("column")
    if named is None:
        stamps = [column.name for column in columns if column.type in _STAMPS]
        return stamps[0] if len(stamps) == 1 else None
    types = {column.name: column.type for column in columns}
    if named not in types:
        what = f"the schema has no column {quote(named)}"
        sheet.refuse(path, what, suggest(named, types) or "name a column of the schema")
    elif types[named] not in (*_STAMPS, "date"):
        what = f'the column "{named}" has the type {types[named]}, which tells no age'
        sheet.refuse(path, what, f"name a column of type {', '.join(_STAMPS)} or date")
    return named
