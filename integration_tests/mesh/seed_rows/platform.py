"""Reference data that every domain shares: currencies, exchange rates and the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from seed_rows.chance import RNG

MONDAY = date(2025, 12, 29)
WEEKS = 46  # the last quote is of the data's last week
CURRENCIES = (
    ("USD", "US dollar", 2),
    ("EUR", "Euro", 2),
    ("GBP", "Pound sterling", 2),
    ("JPY", "Japanese yen", 0),
    ("INR", "Indian rupee", 2),
)
DOLLARS = {"EUR": 1.0900, "GBP": 1.2700, "JPY": 0.006700, "INR": 0.011900}
HOLIDAYS = {
    date(2026, 1, 1): "New Year's Day",
    date(2026, 1, 26): "Republic Day (IN)",
    date(2026, 5, 1): "Labour Day",
    date(2026, 7, 14): "Bastille Day (FR)",
    date(2026, 10, 3): "German Unity Day (DE)",
    date(2026, 11, 3): "Culture Day (JP)",
    date(2026, 12, 25): "Christmas Day",
}


def currencies() -> list[dict[str, object]]:
    """The currencies that the mesh trades in."""
    return [{"code": code, "name": name, "minor_units": units} for code, name, units in CURRENCIES]


def fx_quotes() -> list[dict[str, object]]:
    """US dollars for one unit of each other currency on each Monday of the data."""
    rows: list[dict[str, object]] = []
    rates = dict(DOLLARS)
    for week in range(WEEKS):
        for code, rate in rates.items():
            rates[code] = rate * (1 + RNG.uniform(-0.006, 0.006))
            quoted = MONDAY + timedelta(weeks=week)
            rows.append(
                {"currency": code, "quoted_on": quoted, "usd_per_unit": f"{rates[code]:.6f}"}
            )
    return rows


def calendar_days() -> list[dict[str, object]]:
    """Every day from the Monday before New Year to the end of 2026, with a few holidays."""
    days = [MONDAY + timedelta(days=n) for n in range(368)]
    return [{"calendar_date": day, "holiday": HOLIDAYS.get(day, "")} for day in days]
