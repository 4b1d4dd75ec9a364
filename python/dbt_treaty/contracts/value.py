"""Whether a value in a contract fits the type of its column."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from dbt_treaty.contracts.logical_type import LogicalType

Value = str | int | float | bool

INTEGERS = frozenset(("integer", "bigint"))
NUMBERS = frozenset((*INTEGERS, "float", "double", "decimal"))
MOMENTS = frozenset(("date", "time", "timestamp", "timestamp_tz"))
NESTED = frozenset(("array", "struct", "json"))

_DECIMAL = re.compile(r"[-+]?[0-9]{1,60}(?:\.[0-9]{1,60})?")
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?"
_STAMP = re.compile(rf"{_DATE}(?:[T ]{_TIME}(?:Z|[-+][0-9]{{2}}:[0-9]{{2}})?)?")
# The part of ISO 8601 that every Python since 3.10 reads alike.
_SPELLINGS = {
    "date": re.compile(_DATE),
    "time": re.compile(_TIME),
    "timestamp": _STAMP,
    "timestamp_tz": _STAMP,
}
_MOMENT_EXAMPLES = {
    "date": "2027-03-31",
    "time": "13:30:00",
    "timestamp": "2027-03-31T13:30:00",
    "timestamp_tz": "2027-03-31T13:30:00+00:00",
}


def wanted_of(value: Value, kind: LogicalType) -> str | None:
    """What a column of this type wants in place of ``value``; None where the value fits."""
    if kind.name == "boolean":
        return None if isinstance(value, bool) else "true or false"
    if kind.name in INTEGERS:
        fits = isinstance(value, int) and not isinstance(value, bool)
        return None if fits else "a whole number without quotes"
    if kind.name in NUMBERS:
        return None if order_of(value, kind) is not None else "a number"
    if not isinstance(value, str):
        return "a text in quotes"
    if kind.name in MOMENTS and order_of(value, kind) is None:
        return f'an ISO 8601 text such as "{_MOMENT_EXAMPLES[kind.name]}"'
    return None


def order_of(value: Value, kind: LogicalType) -> Decimal | str | None:
    """A key to compare bounds of one column by; None where the value is none of its type."""
    if kind.name in NUMBERS:
        # A decimal may be in quotes: a text keeps digits that a float would lose.
        quoted = isinstance(value, str) and kind.name == "decimal"
        if isinstance(value, bool) or (isinstance(value, str) and not quoted):
            return None
        return _number(value)
    return _moment(value, kind.name) if isinstance(value, str) and kind.name in MOMENTS else None


def _number(value: str | int | float) -> Decimal | None:
    text = str(value)
    if isinstance(value, str) and not _DECIMAL.fullmatch(text):
        return None
    return Decimal(text)


def _moment(text: str, name: str) -> str | None:
    """The moment in one spelling, in which the order of texts is that of time."""
    if not _SPELLINGS[name].fullmatch(text):
        return None
    zoned = text[:-1] + "+00:00" if text.endswith("Z") else text  # before 3.11 no Z is read
    try:
        if name == "date":
            return date.fromisoformat(text).isoformat()
        if name == "time":
            return time.fromisoformat(zoned).isoformat()
        moment = datetime.fromisoformat(zoned)
        # A moment that names no zone is taken as UTC: it is compared with its own kind only.
        offset = moment.utcoffset()
        return (moment.replace(tzinfo=None) - offset if offset else moment).isoformat(sep=" ")
    except (ValueError, OverflowError):
        return None


def is_date(text: str) -> bool:
    """Whether a text is a day that exists, as YYYY-MM-DD."""
    return _moment(text, "date") is not None
