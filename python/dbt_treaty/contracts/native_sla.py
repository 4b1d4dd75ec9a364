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

STAMPS = ("timestamp", "timestamp_tz")
LATE = "late_arrival_window"
_NAME_ONE = "name a column of the schema"


def read_sla(
    sheet: Sheet, said: Mapping[str, Any] | None, columns: tuple[ContractColumn, ...]
) -> Sla:
    """The levels as written. Freshness reads the column it names, else the one timestamp there is.

    Problems are noted on the sheet.
    """
    said = said or {}
    freshness, freshness_path = _pair(said, "freshness", "within")
    completeness, completeness_path = _pair(said, "completeness", "min")
    accuracy, accuracy_path = _pair(said, "accuracy", "min")
    late, late_path = _pair(said, LATE, "within")
    stamps = _Stamps(sheet, columns)
    window_path = ("sla", "accuracy", "window")
    return Sla(
        freshness=_level(sheet, freshness.get("within"), freshness_path, parse_duration),
        freshness_column=stamps.of_freshness(freshness),
        completeness=_level(sheet, completeness.get("min"), completeness_path, parse_percentage),
        completeness_reference=completeness.get("reference"),
        accuracy=_level(sheet, accuracy.get("min"), accuracy_path, parse_percentage),
        accuracy_window=_level(sheet, accuracy.get("window"), window_path, parse_duration),
        late_arrival_window=_level(sheet, late.get("within"), late_path, parse_duration),
        late_arrival_column=stamps.of_late_rows(late),
        late_arrival_loaded=stamps.named(late, LATE, "loaded"),
        severity=said.get("severity") or "warn",
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


class _Stamps:
    """The columns of a schema that tell a time."""

    def __init__(self, sheet: Sheet, columns: tuple[ContractColumn, ...]) -> None:
        self._sheet = sheet
        self._types = {column.name: column.type for column in columns}
        self._moments = [column.name for column in columns if column.type in STAMPS]

    def of_freshness(self, said: Mapping[str, Any]) -> str | None:
        """The column that tells a row's age: the one named, else the one timestamp there is."""
        if not said.get("within"):
            return None
        if said.get("column") is None:
            return self._moments[0] if len(self._moments) == 1 else None
        return self.named(said, "freshness", "column")

    def of_late_rows(self, said: Mapping[str, Any]) -> str | None:
        """The column that tells when it happened: the one named, else the one beside `loaded`."""
        if said.get("column") is None and said.get("loaded") is not None:
            others = [name for name in self._moments if name != said["loaded"]]
            return others[0] if len(others) == 1 else None
        return self.named(said, LATE, "column")

    def named(self, said: Mapping[str, Any], level: str, key: str) -> str | None:
        """The column that a key of a level names; a problem where it is none that tells a time."""
        named: str | None = said.get(key)
        if named is None:
            return None
        path = ("sla", level, key)
        if named not in self._types:
            what = f"the schema has no column {quote(named)}"
            self._sheet.refuse(path, what, suggest(named, self._types) or _NAME_ONE)
        elif self._types[named] not in (*STAMPS, "date"):
            what = f'the column "{named}" has the type {self._types[named]}, which tells no age'
            fitting = f"name a column of type {', '.join(STAMPS)} or date"
            self._sheet.refuse(path, what, fitting)
        return named
