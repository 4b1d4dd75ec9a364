"""slaProperties as the native format's service levels."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from dbt_treaty.contracts.duration import parse_duration
from dbt_treaty.contracts.odcs.words import column_name, entries
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.contracts.translation import Translation
from dbt_treaty.documents.document import DataPath

# By the standard's words and their synonyms, in lower case. `latency` is its word for freshness.
_FRESHNESS = ("latency", "ly", "freshness")
_RETENTION = ("retention", "re")
_SHARES = {"completeness": "completeness", "accuracy": "accuracy"}
# Days of what a retention may be counted in: a year of 365, a month as the twelfth of it.
_DAYS = {
    **dict.fromkeys(("d", "day", "days"), 1.0),
    **dict.fromkeys(("w", "wk", "week", "weeks"), 7.0),
    **dict.fromkeys(("m", "mo", "month", "months"), 365 / 12),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 365.0),
}
_PERCENT = ("percent", "%", "percentage")
_Level = tuple[DataPath, Mapping[str, Any]]


def put_levels(native: Translation, data: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Writes freshness, completeness, accuracy and retention of one object.

    Of several promises the strictest is taken; what has another unit, no word here, or is about
    another object, is only kept.
    """
    levels = list(levels_of(data, said))
    names = {item.get("name"): column_name(item) for _, item in entries(said.get("properties"), ())}
    _put_freshness(native, levels, names, data.get("slaDefaultElement"))
    for path, level in levels:
        share = _SHARES.get(level["property"].lower())
        text = _percentage(level)
        if share and text:
            native.put(("sla", share), text, (*path, "value"))
    days = [(d, path) for path, level in levels if (d := retention_days(level)) is not None]
    if days:
        native.put(("retention_days",), *min(days))


def is_level(said: Mapping[str, Any]) -> bool:
    """Whether a level is one that the native format has a word for."""
    return bool(
        _duration(said)
        or retention_days(said)
        or (said["property"].lower() in _SHARES and _percentage(said))
    )


def retention_days(said: Mapping[str, Any]) -> int | None:
    """The days that a retention names."""
    value, unit = said.get("value"), str(said.get("unit", "d")).lower()
    if said["property"].lower() not in _RETENTION or unit not in _DAYS:
        return None
    number = _number(value)
    return math.ceil(number * _DAYS[unit]) if number and 0 < number < 1_000_000 else None


def _number(value: Any) -> float | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def levels_of(data: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[_Level]:
    """The levels of an object: those about no element, its own name, or a property of it."""
    own = {said.get("name"), said.get("physicalName")}
    for _, item in entries(said.get("properties"), ()):
        own |= {item.get("name"), item.get("physicalName")}
    for path, level in entries(data.get("slaProperties"), ("slaProperties",), "property"):
        elements = _elements(level, data.get("slaDefaultElement"))
        if not elements or any(element.split(".")[0] in own for element in elements):
            yield path, level


def _elements(said: Mapping[str, Any], default: Any) -> list[str]:
    listed = str(said.get("element") or default or "").split(",")
    return [part.strip() for part in listed if part.strip()]


def _put_freshness(
    native: Translation, levels: list[_Level], names: Mapping[Any, str], default: Any
) -> None:
    found = [(span, path, said) for path, said in levels if (span := _duration(said))]
    if not found:
        return
    _, path, said = min(found, key=lambda each: each[0])
    native.put(("sla", "freshness", "within"), _text(said), (*path, "value"))
    columns = {column["name"]: column for column in native.data.get("schema", ())}
    named = [element.split(".")[-1] for element in _elements(said, default)]
    named = [names.get(name, name) for name in named]
    moments = [name for name in named if _is_moment(columns.get(name))]
    if len(moments) == 1:
        native.put(("sla", "freshness", "column"), moments[0], (*path, "element"))


def _is_moment(column: Mapping[str, Any] | None) -> bool:
    return column is not None and column["type"] in ("timestamp", "timestamp_tz", "date")


def _duration(said: Mapping[str, Any]) -> timedelta | None:
    text = _text(said)
    if said["property"].lower() not in _FRESHNESS or text is None:
        return None
    try:
        return parse_duration(text)
    except ValueError:
        return None


def _text(said: Mapping[str, Any]) -> str | None:
    """`15m` of the value 15 and the unit m; M, which ISO 8601 has for months, is none of ours."""
    value, unit = said.get("value"), said.get("unit") or ""
    if isinstance(value, bool) or not isinstance(value, (int, str)) or unit == "M":
        return None
    return f"{value}{unit}"


def _percentage(said: Mapping[str, Any]) -> str | None:
    value, unit = said.get("value"), str(said.get("unit") or "").lower()
    text = f"{value}%" if unit in _PERCENT and not isinstance(value, bool) else str(value)
    try:
        parse_percentage(text)
    except ValueError:
        return None
    return text
