"""An ODCS property as a column of the native format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.logical_type import LogicalType, LogicalTypeError, parse_type
from dbt_treaty.contracts.native_columns import fault_in_pattern
from dbt_treaty.contracts.odcs.column_type import stand_in, type_of
from dbt_treaty.contracts.odcs.ours import ours_in
from dbt_treaty.contracts.odcs.words import OF_A_COLUMN, column_name
from dbt_treaty.contracts.translation import Translation
from dbt_treaty.contracts.value import MOMENTS, NUMBERS, order_of
from dbt_treaty.documents.document import DataPath

_SAME = {
    "required": "required",
    "unique": "unique",
    "primaryKey": "primary_key",
    "description": "description",
}
_BOUNDS = {"minimum": "min", "maximum": "max"}


def put_column(native: Translation, at: int, said: Mapping[str, Any], path: DataPath) -> str | None:
    """Writes a property as the native column ``at``; its name, where the standard's words and
    ours leave the type open."""
    to: DataPath = ("schema", at)
    named = "physicalName" if column_name(said) != said["name"] else "name"
    native.put(to, {}, path)
    native.put((*to, "name"), column_name(said), (*path, named))
    ours = next(ours_in(said, path, OF_A_COLUMN), None)
    kind = _type(ours[1] if ours else {}) or type_of(said)
    typed = "physicalType" if "physicalType" in said else "logicalType"
    native.put((*to, "type"), str(kind or stand_in(said)), (*path, typed))
    for key, ours_key in _SAME.items():
        if key in said:
            native.put((*to, ours_key), said[key], (*path, key))
    _put_tags(native, to, said, path)
    _put_options(native, to, kind or stand_in(said), said.get("logicalTypeOptions", {}), path)
    if ours:
        for key, value in ours[1].items():
            native.put((*to, key), value, (*ours[0], key))
    return None if kind else column_name(said)


def _type(ours: Mapping[str, Any]) -> LogicalType | None:
    try:
        return parse_type(str(ours["type"])) if "type" in ours else None
    except LogicalTypeError:
        return None  # the native reader says what is wrong with it


def _put_tags(native: Translation, to: DataPath, said: Mapping[str, Any], path: DataPath) -> None:
    """The tags; a property that is classified as personal data is tagged as such."""
    if said.get("tags"):
        native.put((*to, "tags"), said["tags"], (*path, "tags"))
    if str(said.get("classification", "")).lower() == "pii" and "PII" not in said.get("tags", ()):
        at = len(said.get("tags") or ())
        native.put((*to, "tags", at), "PII", (*path, "classification"))


def _put_options(
    native: Translation, to: DataPath, kind: LogicalType, said: Mapping[str, Any], path: DataPath
) -> None:
    """Bounds and pattern, where they fit the type; what does not is only kept."""
    where = (*path, "logicalTypeOptions")
    for key, ours in _BOUNDS.items():
        value = said.get(key)
        if not (kind.name in NUMBERS | MOMENTS and isinstance(value, (str, int, float))):
            continue
        if order_of(value, kind) is not None:
            native.put((*to, ours), value, (*where, key))
    pattern = said.get("pattern")
    if kind.name == "string" and isinstance(pattern, str) and not fault_in_pattern(pattern):
        native.put((*to, "pattern"), pattern, (*where, "pattern"))
