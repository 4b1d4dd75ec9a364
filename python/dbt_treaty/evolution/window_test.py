from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dbt_treaty.contracts.model import Contract, Deprecation
from dbt_treaty.evolution.conftest import FULL
from dbt_treaty.evolution.pairs import pair
from dbt_treaty.evolution.window import Calendar, gaps
from dbt_treaty.project.baseline import Announcement

NAME = "orders.product.order_facts"
TODAY = date(2026, 6, 1)
PENDING = Announcement(None, is_pending=True)


def at(version: str, **block: Any) -> Contract:
    told = Deprecation(**block) if block else None
    return replace(FULL, version=version, deprecation=told)


def found(
    before: Sequence[Contract],
    after: Sequence[Contract],
    announced: Announcement | None = None,
    days: int = 90,
) -> list[tuple[str, str]]:
    told = {(NAME, 3): announced} if announced else {}
    return [
        (gap.what.removeprefix(f"{NAME} "), gap.help)
        for gap in gaps(pair(before, after), Calendar(TODAY, days, told))
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([at("2.4.0")], [at("3.0.0")]),
        ([at("2.4.0")], [at("2.4.0"), at("3.0.0")]),
        ([], [at("2.4.0"), at("3.0.0")]),
        ([at("2.4.0"), at("3.0.0")], [at("2.4.0"), at("3.0.0")]),
    ],
)
def test_a_new_major_without_a_block(before: list[Contract], after: list[Contract]) -> None:
    assert found(before, after) == [
        (
            "3.0.0 is a new major after 2.4.0, and it has no deprecation block: nobody is told how "
            "long 2.4.0 lasts.",
            'Write `deprecation: {previous_version: 2.x, sunset_date: "2026-08-30", '
            "migration_notes: …}`; the sunset date is at least 90 days after the announcement.",
        )
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [at("3.0.0")]),  # the first there is
        ([at("2.4.0")], [at("2.5.0")]),
        ([at("2.4.0")], [at("2.4.0"), at("3.0.0-rc.1")]),
        ([at("0.4.0")], [at("1.0.0")]),
        ([at("2.0.0-rc.1")], [at("3.0.0")]),
        ([at("3.0.0")], [at("3.0.0")]),
        ([at("2.4.0"), at("3.0.0")], [at("2.4.0")]),
    ],
)
def test_what_ends_nothing(before: list[Contract], after: list[Contract]) -> None:
    assert found(before, after) == []


def test_a_major_that_was_rehearsed_is_a_new_one_all_the_same() -> None:
    (gap,) = found([at("3.0.0-rc.1")], [at("3.0.0")])
    assert gap[0].startswith("3.0.0 is a new major after 2.x, and it has no deprecation block")


def test_a_block_on_another_version_and_one_without_a_day() -> None:
    assert found(
        [at("2.4.0")], [at("3.0.0", previous_version="1.x", sunset_date="2027-01-01")]
    ) == [
        (
            "3.0.0 is a new major after 2.4.0, and its deprecation block speaks of 1.x.",
            "Say how long 2.4.0 lasts.",
        )
    ]
    assert found([at("2.4.0")], [at("3.0.0", previous_version="2.x")]) == [
        (
            "3.0.0 is a new major after 2.4.0, and its deprecation block has no sunset_date.",
            "Write the last day of the version before it as sunset_date.",
        )
    ]


@pytest.mark.parametrize(
    ("sunset", "announced", "commit", "days", "short"),
    [
        ("2026-08-30", None, PENDING, 90, None),
        ("2026-08-29", None, PENDING, 90, 89),
        ("2026-08-30", None, Announcement(date(2026, 6, 1)), 90, None),
        ("2026-08-29", None, Announcement(date(2026, 6, 1)), 90, 89),
        ("2026-08-29", "2026-05-31", PENDING, 90, None),
        ("2026-08-29", "2026-06-01", Announcement(date(2026, 1, 1)), 90, 89),
        ("2026-08-29", None, PENDING, 30, None),
        ("2026-05-01", "2026-05-01", PENDING, 90, 0),
        ("2026-04-30", "2026-05-01", PENDING, 90, -1),
    ],
)
def test_the_days_from_the_announcement_to_the_end(
    sunset: str, announced: str | None, commit: Announcement, days: int, short: int | None
) -> None:
    new = at("3.0.0", previous_version="2.x", sunset_date=sunset, announced=announced)
    told = found([at("2.4.0")], [new], commit, days)
    assert [what.split("that is ")[1].split(" days")[0] for what, _ in told] == (
        [] if short is None else [str(short)]
    )


def test_the_earliest_day_is_named() -> None:
    new = at("3.0.0", sunset_date="2026-07-01", announced="2026-06-15")
    assert found([at("2.4.0")], [new]) == [
        (
            "3.0.0 is a new major after 2.4.0. Announced on 2026-06-15, the old one ends on "
            "2026-07-01: that is 16 days, and 90 are asked for.",
            'Write a sunset_date of "2026-09-13" or later.',
        )
    ]


def test_neither_a_commit_nor_a_day() -> None:
    new = at("3.0.0", sunset_date="2027-07-01")
    assert found([at("2.4.0")], [new], Announcement(None, "a shallow clone")) == [
        (
            "3.0.0 is a new major after 2.4.0, and when that was announced can't be told: "
            "a shallow clone.",
            "Write the day as `announced:` into its deprecation block.",
        )
    ]
    assert "can't be told: no git history is read." in found([at("2.4.0")], [new])[0][0]


def test_a_window_that_is_over_was_judged_while_it_ran() -> None:
    old = at("3.0.0", sunset_date="2026-05-31", announced="2026-05-01")
    assert found([at("2.4.0"), old], [at("2.4.0"), old]) == []
    assert len(found([at("2.4.0")], [at("2.4.0"), old])) == 1
    running = at("3.0.0", sunset_date="2026-06-01", announced="2026-05-01")
    assert len(found([at("2.4.0"), running], [at("2.4.0"), running])) == 1
