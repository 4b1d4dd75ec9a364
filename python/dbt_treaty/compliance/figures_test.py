"""The share of the machine, quarter by quarter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbt_treaty.compliance.entry import Entry, What
from dbt_treaty.compliance.figures import Actions, Moved, QuarterFigures, figures
from dbt_treaty.compliance.quarter import Quarter, quarter_of

Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)
TODAY = date(2026, 11, 21)


def entries(day: str, what: What, policy: str, count: int = 1) -> list[Entry]:
    return [Entry(date.fromisoformat(day), what, policy, f"{day}{what}{n}") for n in range(count)]


JOURNAL = [
    *entries("2026-07-01", "caught", "retention", 2),
    *entries("2026-09-30", "granted", "retention", 2),
    *entries("2026-10-01", "caught", "retention", 5),
    *entries("2026-10-02", "mended", "retention", 4),
    *entries("2026-10-03", "granted", "retention"),
    *entries("2026-11-01", "reviewed", "cross-region", 2),
]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_quarters(day: date, quarter: str) -> None:
    assert str(quarter_of(day)) == quarter
    assert str(Quarter(2026, 1).before) == "2025-Q4"


def test_the_share_by_quarter_and_by_policy() -> None:
    assert figures(JOURNAL, TODAY, 4) == (
        QuarterFigures(Q3, Actions(2, 2), {"retention": Actions(2, 2)}),
        QuarterFigures(
            Q4,
            Actions(5, 1, 2, 4),
            {"cross-region": Actions(reviewed=2), "retention": Actions(5, 1, mended=4)},
            # Without the two reviews 5 of 6; with retention as it was, 2 of 6.
            (Moved("retention", 5 / 8 - 2 / 6), Moved("cross-region", 5 / 8 - 5 / 6)),
        ),
    )


def test_only_as_many_quarters_as_are_asked_for_and_none_that_is_yet_to_come() -> None:
    later = [*JOURNAL, *entries("2027-01-01", "caught", "retention")]
    assert [str(each.quarter) for each in figures(later, TODAY, 1)] == ["2026-Q4"]
    assert figures([], TODAY, 4) == ()


def test_a_quarter_without_an_action_has_no_share() -> None:
    early = entries("2026-05-05", "caught", "retention")
    assert [(str(f.quarter), f.whole.share) for f in figures(early, TODAY, 9)] == [
        ("2026-Q2", 1.0),
        ("2026-Q3", None),
        ("2026-Q4", None),
    ]


@given(st.lists(st.tuples(st.dates(date(2025, 1, 1), TODAY), st.sampled_from("abc"))))
def test_nothing_is_counted_twice_or_left_out(days: list[tuple[date, str]]) -> None:
    made = [Entry(day, "caught", policy, str(at)) for at, (day, policy) in enumerate(days)]
    told = figures(made, TODAY, 40)
    assert sum(each.whole.caught for each in told) == len(days)
    assert sum(a.caught for each in told for a in each.policies.values()) == len(days)
