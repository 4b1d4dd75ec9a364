"""Days and moments as a grant writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone

FORMS = 'wants a date ("2027-01-31") or a moment of RFC 3339 ("2027-01-31T12:00:00Z")'
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})")


def parse_day(text: str) -> date:
    """A day, written YYYY-MM-DD.

    Raises:
        ValueError: it is none.
    """
    if not _DAY.fullmatch(text):
        raise ValueError("wants a date of the form YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("is no day of the calendar") from None


def parse_moment(text: str) -> datetime:
    """A moment in UTC. A day alone means its beginning, as ``T00:00:00Z`` does.

    Raises:
        ValueError: it is none; a time without its offset is none either.
    """
    if _DAY.fullmatch(text):
        day = parse_day(text)
        return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(FORMS)
    date_, time, offset = match.groups()
    offset = "+00:00" if offset in "Zz" else offset
    try:
        return datetime.fromisoformat(f"{date_}T{time}{offset}").astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise ValueError("is no moment of the calendar") from None
