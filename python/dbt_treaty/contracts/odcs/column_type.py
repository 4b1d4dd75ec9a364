"""The type of an ODCS property in our words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.contracts.logical_type import LogicalType
from dbt_treaty.contracts.odcs.physical_type import logical_of
from dbt_treaty.contracts.odcs.words import column_name, entries

_PLAIN = {"string": "string", "time": "time", "boolean": "boolean"}
# The standard counts bits as Rust does; an unsigned integer needs the next wider type.
_INTEGERS = {"i64": "bigint", "u32": "bigint"}
_HUGE = {"u64": 20, "i128": 38, "u128": 38}
_BARE = frozenset(("array", "list", "struct", "record", "row", "object", "tuple", "repeated"))


def type_of(said: Mapping[str, Any]) -> LogicalType | None:
    """What ``physicalType`` says, else ``logicalType`` with its options; None where neither does.

    A physical type is what the table has, so it wins. One that is not known leaves the word to
    the logical type, and stays with what is kept.
    """
    physical = said.get("physicalType", "")
    known = logical_of(physical) if physical.lower().strip() not in _BARE else None
    return known or _by_logical_type(said)


def stand_in(said: Mapping[str, Any]) -> LogicalType:
    """What a draft is synced with until its type is written; dbt compares it with the table."""
    nested = said.get("logicalType") in ("array", "object") or said.get("properties")
    return LogicalType("json" if nested else "string")


def _by_logical_type(said: Mapping[str, Any]) -> LogicalType | None:
    logical = said.get("logicalType")
    options = said.get("logicalTypeOptions", {})
    form = options.get("format")
    if logical in _PLAIN:
        return LogicalType(_PLAIN[logical])
    if logical == "integer":
        huge = _HUGE.get(form)
        return (
            LogicalType("decimal", huge, 0) if huge else LogicalType(_INTEGERS.get(form, "integer"))
        )
    if logical == "number":
        return LogicalType("float" if form == "f32" else "double")
    if logical == "date":  # before 3.1 the standard had no other word for a moment
        return LogicalType(_moment(form) if isinstance(form, str) else "date")
    if logical == "timestamp":
        return LogicalType("timestamp_tz" if options.get("timezone") is True else "timestamp")
    return _nested(said)


def _moment(form: str) -> str:
    has_date = any(letter in form for letter in "yud")
    has_time = any(letter in form for letter in "HhKkm")
    if not has_time:
        return "date"
    zoned = any(letter in form for letter in "XxZOVz")
    return ("timestamp_tz" if zoned else "timestamp") if has_date else "time"


def _nested(said: Mapping[str, Any]) -> LogicalType | None:
    if said.get("items") is not None or said.get("logicalType") == "array":
        element = type_of(said.get("items") or {})
        return LogicalType("array", element=element) if element else None
    inner = entries(said.get("properties"), (), "name")
    fields = [(column_name(each), type_of(each)) for _, each in inner]
    if not fields:
        # A word that is not known may mean a structure of its own, such as a geography.
        unknown = said.get("physicalType", "").lower().strip() not in ("", *_BARE)
        is_object = said.get("logicalType") == "object"
        return LogicalType("json") if is_object and not unknown else None
    names = [name.lower() for name, _ in fields]
    if len(set(names)) < len(names) or not all(map(is_identifier, names)):
        return None
    known = tuple((name.lower(), kind) for name, kind in fields if kind)
    return LogicalType("struct", fields=known) if len(known) == len(fields) else None
