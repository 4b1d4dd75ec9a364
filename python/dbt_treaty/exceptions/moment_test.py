from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from dbt_treaty.exceptions.moment import parse_day, parse_moment


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # type: ignore[misc] # year to second


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-01-31", utc(2027, 1, 31)),
        ("2027-01-31T00:00:00Z", utc(2027, 1, 31)),
        ("2027-01-31t23:59:59.999z", utc(2027, 1, 31, 23, 59, 59)),
        ("2027-01-31 01:00:00+02:00", utc(2027, 1, 30, 23)),
        ("2027-01-31T23:00:00-02:00", utc(2027, 2, 1, 1)),
    ],
)
def test_a_moment(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("31.01.2027", "2027-1-31", "2027/01/31", "20270131", "01-31-2027", "31 January 2027"),
        *("2027-01-31T00:00:00", "2027-01-31T00:00Z", "2027-01-31T00:00:00 Z", "never", "", "2027"),
        *("2027-02-30", "2027-01-31T25:00:00Z", "9999-12-31T23:59:59-23:59", "٢٠٢٧-01-31"),
    ],
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"wants a date|calendar"):
        parse_moment(text)


def test_a_day() -> None:
    assert parse_day("2026-11-21") == date(2026, 11, 21)
    for text in ("2026-11-21T00:00:00Z", "2026-11-31", "21.11.2026"):
        with pytest.raises(ValueError, match=r"wants a date|calendar"):
            parse_day(text)
