from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.contracts.logical_type import LogicalType
from dbt_treaty.contracts.value import order_of, wanted_of

STAMP, DATE = LogicalType("timestamp_tz"), LogicalType("date")
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
stamps = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)
bounded = settings(max_examples=150, derandomize=True)


@bounded
@given(stamps, stamps)
def test_moments_are_ordered_as_time_is(one: datetime, other: datetime) -> None:
    keys = order_of(one.isoformat(), STAMP), order_of(other.isoformat(), STAMP)
    assert isinstance(keys[0], str) and isinstance(keys[1], str)
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (one < other, one == other)


@bounded
@given(st.dates())
def test_every_day_fits_a_date(day: date) -> None:
    assert wanted_of(day.isoformat(), DATE) is None


def test_what_each_type_takes() -> None:
    values = ("a", "2027-03-31", "13:30:00", "1.5", 1, 1.5, True)
    names = ("string", "uuid", "json", "boolean", "integer", "double", "date", "time", "timestamp")
    fits = {n: [v for v in values if wanted_of(v, LogicalType(n)) is None] for n in names}
    fits["decimal"] = [v for v in values if wanted_of(v, LogicalType("decimal", 9, 2)) is None]
    texts = ["a", "2027-03-31", "13:30:00", "1.5"]
    assert fits == {
        "string": texts,
        "uuid": texts,
        "json": texts,
        "boolean": [True],
        "integer": [1],
        "double": [1, 1.5],
        "date": ["2027-03-31"],
        "time": ["13:30:00"],
        "timestamp": ["2027-03-31"],
        "decimal": ["1.5", 1, 1.5],
    }


def test_days_that_do_not_exist_and_other_spellings_are_no_moments() -> None:
    texts = ("2027-02-29", "20270301", "2027-W01-1", "0001-01-01T00:00:00+14:00", "1_0")
    assert [order_of(text, STAMP) for text in texts] == [None] * len(texts)
