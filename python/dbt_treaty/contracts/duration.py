"""Durations of service levels: ``15m``, ``24h``, ``7d``, ``15 minutes``."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "seconds"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hours"),
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "week", "weeks"), "weeks"),
}
_DURATION = re.compile(r"([0-9]{1,6})\s*([a-z]+)", re.IGNORECASE)


def parse_duration(text: str) -> timedelta:
    """The time a text names: a whole number above zero and a unit from seconds to weeks.

    Raises:
        ValueError: the text is no duration; its message says what is.
    """
    found = _DURATION.fullmatch(text.strip())
    unit = _UNITS.get(found.group(2).lower()) if found else None
    number = int(found.group(1)) if found else 0
    if unit is None or number == 0:
        raise ValueError("is no duration, such as 15m, 24h, 7d or 15 minutes")
    return timedelta(**{unit: number})
