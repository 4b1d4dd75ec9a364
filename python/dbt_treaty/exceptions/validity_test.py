from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

import pytest

from dbt_treaty.errors import Place
from dbt_treaty.exceptions.model import Added, Grant, Scope
from dbt_treaty.exceptions.validity import days_left, holds, with_policy

END = datetime(2027, 1, 31, tzinfo=timezone.utc)
GRANT = Grant("g", "p", Scope(models=("*",)), "x", "y", END, Place("g.yaml", 1))
POLICIES = ["cross-region", "cross-region-cost", "retention"]


@pytest.mark.parametrize(
    ("name", "policy", "marks"),
    [
        ("cross_region_eu", "cross-region", ("*:eu",)),
        ("cross_region_eu_west_1", "cross-region", ("*:eu-west-1",)),
        ("Cross-Region-EU", "cross-region", ("*:eu",)),
        ("cross_region", "cross-region", ()),
        ("cross_region_cost_eu", "cross-region-cost", ("*:eu",)),
        ("cross_regional", "", ()),
        ("eu", "", ()),
    ],
)
def test_the_policy_that_a_name_says(name: str, policy: str, marks: tuple[str, ...]) -> None:
    grant = replace(GRANT, name=name, policy="", scope=Scope())
    assert with_policy(grant, POLICIES) == replace(grant, policy=policy, scope=Scope(marks=marks))


def test_what_is_said_is_not_guessed() -> None:
    said = replace(GRANT, name="cross_region_eu", policy="retention")
    assert with_policy(said, POLICIES) == said
    scoped = replace(GRANT, name="cross_region_eu", policy="")
    assert with_policy(scoped, POLICIES) == replace(scoped, policy="cross-region")


@pytest.mark.parametrize(
    ("today", "expires", "left"),
    [
        (date(2027, 1, 30), END, 1),
        (date(2027, 1, 31), END, 0),
        (date(2027, 1, 31), END.replace(hour=23, minute=59, second=59), 1),
        (date(2027, 1, 31), END.replace(hour=23), 0),
        (date(2027, 2, 1), END, -1),
    ],
)
def test_the_day_of_the_end_is_out(today: date, expires: datetime, left: int) -> None:
    grant = replace(GRANT, expires=expires)
    assert (days_left(grant, today), holds(grant, 90, today)) == (left, left > 0)


@pytest.mark.parametrize(
    ("granted_on", "added", "most", "is_valid"),
    [
        (date(2026, 11, 2), None, 90, True),
        (date(2026, 11, 1), None, 90, False),
        (date(2027, 1, 2), None, 90, False),  # the day is yet to come
        (None, Added("x", date(2026, 11, 2)), 90, True),
        (None, Added("x", date(2026, 11, 1)), 90, False),
        (date(2026, 11, 2), Added("x", date(2026, 1, 1)), 90, True),
        (None, Added(), 90, True),
        (None, None, 90, True),
        (None, None, 29, False),
        (None, None, 30, True),
        (None, None, 0, False),
    ],
)
def test_how_long_it_may_be(
    granted_on: date | None, added: Added | None, most: int, is_valid: bool
) -> None:
    grant = replace(GRANT, granted_on=granted_on, added=added)
    assert holds(grant, most, date(2027, 1, 1)) is is_valid
