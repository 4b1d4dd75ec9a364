"""The one seeded generator behind every row, and the values drawn from it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from random import Random

RNG = Random(20260101)  # noqa: S311 - repeatable example data, nothing secret
START = datetime(2026, 1, 1, 6, tzinfo=timezone.utc)
DAYS = 318  # up to the middle of November 2026
TYPICAL = {"USD": 90.0, "EUR": 82.0, "GBP": 70.0, "JPY": 13000.0, "INR": 7400.0, "CHF": 80.0}

Row = Mapping[str, object]


def key() -> str:
    """A version 4 UUID."""
    return str(uuid.UUID(int=RNG.getrandbits(128), version=4))


def moment(earliest: datetime = START, spread: float = DAYS) -> datetime:
    """A second within ``spread`` days after ``earliest``, never after the data's last day."""
    found = earliest + timedelta(seconds=RNG.randrange(1, int(spread * 86400)))
    return min(found, START + timedelta(days=DAYS))


def spell(when: datetime) -> str:
    """An instant as the seeds write it, in UTC."""
    return when.strftime("%Y-%m-%d %H:%M:%S+00:00")


def price(currency: str, share: float = 1.0) -> float:
    """A plausible amount in a currency; the yen has no small change."""
    raw = TYPICAL[currency] * RNG.lognormvariate(0, 0.6) * share
    return float(round(raw)) if currency == "JPY" else round(raw, 2)


def money(amount: float) -> str:
    """An amount with two decimals."""
    return f"{amount:.2f}"


def untidy(text: str) -> str:
    """The text as people type it: sometimes in capitals, sometimes with blanks around it."""
    return RNG.choice((text, text, text, text.upper(), text.title(), f" {text}", f"{text} "))
