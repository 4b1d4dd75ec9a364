from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.contracts.model import Contract, ContractColumn, Deprecation, ViewOf
from dbt_treaty.evolution.conftest import FULL, VIEW
from dbt_treaty.evolution.evolution import Evolution, Fault
from dbt_treaty.evolution.evolve import evolve
from dbt_treaty.evolution.level import Level
from dbt_treaty.evolution.pairs import pair
from dbt_treaty.evolution.rules import RULES

LEVELS = {rule.name: rule.level for rule in RULES}
TODAY = date(2026, 6, 1)
NEW = ContractColumn("note", "string")


def at(version: str, *, more: int = 0, name: str = "order_facts") -> Contract:
    """The full contract at a version, with no deprecation block; ``more`` columns are new."""
    extra = tuple(replace(NEW, name=f"note_{number}") for number in range(more))
    columns = (*FULL.columns, *extra)
    bare = replace(FULL, deprecation=None, views=(), view_of=None)
    return replace(bare, version=version, table=name, columns=columns)


def ending(contract: Contract, sunset: str, previous: str | None = None) -> Contract:
    return replace(contract, deprecation=Deprecation(previous, sunset))


def grow(before: Sequence[Contract], after: Sequence[Contract]) -> tuple[Evolution, ...]:
    return evolve(pair(before, after), LEVELS, TODAY)


def told(evolutions: Sequence[Evolution]) -> list[tuple[str | None, str | None, Fault | None]]:
    return [
        (
            each.before.version if each.before else None,
            each.after.version if each.after else None,
            each.fault,
        )
        for each in evolutions
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (at("2.1.0"), at("2.1.0"), None),
        (at("2.1.0"), at("2.2.0"), None),  # a new version of the same contract harms nobody
        (at("2.1.0"), at("2.1.0", more=1), Fault.NOT_RAISED),
        (at("2.1.0"), at("2.1.0+new", more=1), Fault.NOT_RAISED),
        (at("2.1.0"), at("2.1.1", more=1), Fault.TOO_SMALL),
        (at("2.1.0"), at("2.2.0", more=1), None),
        (at("2.1.0"), at("2.7.3", more=1), None),
        (at("2.1.0", more=1), at("2.2.0"), Fault.TOO_SMALL),
        (at("2.1.0"), at("2.0.9"), Fault.WENT_DOWN),
        (at("0.1.0"), at("0.1.1", more=1), None),
        (at("0.1.0", more=1), at("0.1.1"), Fault.TOO_SMALL),
        (at("0.1.0", more=1), at("0.2.0"), None),
        (at("0.1.0", more=1), at("1.0.0"), None),
        (at("2.2.0-rc.1"), at("2.2.0-rc.2", more=1), None),
        (at("2.1.1-rc.1"), at("2.1.1", more=1), Fault.TOO_SMALL),
    ],
)
def test_one_contract(before: Contract, after: Contract, fault: Fault | None) -> None:
    assert told(e for e in grow([before], [after]) if e.after) == [  # type: ignore[arg-type]
        (before.version, after.version, fault)
    ]


def test_what_a_version_gives_and_what_the_change_needs() -> None:
    (found,) = grow([at("2.1.0", more=1)], [at("2.2.0")])
    assert (found.given, found.needed, found.wanted) == (Level.MINOR, Level.MAJOR, "3.0.0")
    (found,) = grow([at("2.1.0")], [at("2.1.0")])
    assert (found.given, found.needed, found.wanted) == (None, None, None)
    (found,) = grow([at("2.1.0")], [at("2.0.0")])
    assert (found.needed, found.wanted) == (None, "2.1.1")


def test_a_new_product_has_nothing_to_be_compared_with() -> None:
    (found,) = grow([], [at("4.2.1")])
    assert (found.before, found.fault, found.changes) == (None, None, ())
    assert found.note == "It is new: there is nothing to compare it with."


def test_versions_side_by_side_are_compared_each_with_its_own() -> None:
    new = ending(at("3.0.0"), "2026-12-31")
    assert told(grow([at("2.4.0", more=1)], [at("2.4.0", more=1), new])) == [
        ("2.4.0", "2.4.0", None),
        ("2.4.0", "3.0.0", None),
    ]
    # A broken change to the old one is not hidden behind the new one.
    assert told(grow([at("2.4.0", more=1), new], [at("2.4.1"), new])) == [
        ("2.4.0", "2.4.1", Fault.TOO_SMALL),
        ("3.0.0", "3.0.0", None),
    ]


def test_of_one_major_the_highest_counts() -> None:
    before = [at("2.0.0"), at("2.1.0", more=1)]
    assert told(grow(before, [*before, at("2.2.0", more=2)])) == [("2.1.0", "2.2.0", None)]
    assert told(grow(before, [at("2.0.0")])) == [("2.1.0", "2.0.0", Fault.WENT_DOWN)]


def test_an_older_major_that_comes_back_beside_the_newer_one() -> None:
    assert told(grow([at("3.0.0")], [at("2.4.0", more=3), at("3.0.0")])) == [
        (None, "2.4.0", None),
        ("3.0.0", "3.0.0", None),
    ]
    assert told(grow([at("3.0.0")], [at("2.4.0")])) == [("3.0.0", "2.4.0", Fault.WENT_DOWN)]


def test_a_name_is_one_in_any_case_and_any_file() -> None:
    (found,) = grow([at("2.1.0")], [at("3.0.0", name="Order_Facts")])[1:]
    assert [change.rule for change in found.changes] == [*["product-renamed"]]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        # Gone before its last day, after it, and with no day at all.
        ([ending(at("3.0.0"), "2026-06-30"), at("2.4.0")], ["3.0.0"], Fault.WITHDRAWN),
        ([ending(at("3.0.0"), "2026-06-01"), at("2.4.0")], ["3.0.0"], Fault.WITHDRAWN),
        ([ending(at("3.0.0"), "2026-05-31"), at("2.4.0")], ["3.0.0"], None),
        ([at("3.0.0"), at("2.4.0")], ["3.0.0"], Fault.WITHDRAWN),
        # The block of one major says nothing of another.
        ([ending(at("3.0.0"), "2026-05-31", "1.x"), at("2.4.0")], ["3.0.0"], Fault.WITHDRAWN),
        # A last version may end its own major.
        ([ending(at("2.4.0"), "2026-05-31", "2.x")], [], None),
        ([ending(at("2.4.0"), "2026-06-30", "2.x")], [], Fault.WITHDRAWN),
        ([at("2.4.0")], [], Fault.WITHDRAWN),
        # Nothing stable was promised.
        ([at("0.4.0")], [], None),
        ([at("2.0.0-rc.1")], [], None),
        # The new one takes its place at once.
        ([at("2.4.0")], ["3.0.0"], Fault.REPLACED),
    ],
)
def test_what_is_gone(before: list[Contract], after: list[str], fault: Fault | None) -> None:
    stays = [next((c for c in before if c.version == v), at(v)) for v in after]
    gone = [each for each in grow(before, stays) if each.after is None]
    assert [each.fault for each in gone] == [fault]


def test_a_withdrawn_product_says_where_it_may_have_gone() -> None:
    (gone, _) = grow([at("2.4.0")], [at("2.4.0", name="orders")])
    assert (gone.fault, gone.note) == (
        Fault.WITHDRAWN,
        "It looks as though it were orders.product.orders now "
        "(contracts/order_facts.contract.yaml:1).",
    )
    assert [(change.rule, change.message) for change in gone.changes] == [
        ("product-withdrawn", "orders.product.order_facts is withdrawn")
    ]


def test_a_product_that_was_there_before_is_no_heir() -> None:
    other = at("1.0.0", name="orders")
    (gone, _) = grow([at("2.4.0"), other], [other])
    assert gone.note == ""
    stranger = replace(at("1.0.0", name="strangers"), columns=(NEW,))
    (gone, _) = grow([at("2.4.0")], [stranger])
    assert gone.note == ""


@pytest.mark.parametrize(
    ("sunset", "told"), [("2026-05-31", "was 2026-05-31"), ("2026-06-01", "is 2026-06-01")]
)
def test_the_last_day_of_what_is_gone_is_told(sunset: str, told: str) -> None:
    new = ending(at("3.0.0"), sunset)
    (gone, _) = grow([new, at("2.4.0")], [new])
    assert [change.message for change in gone.changes] == [
        f"orders.product.order_facts 2.x is withdrawn, whose last day {told}"
    ]


def test_a_platform_team_may_let_products_go() -> None:
    levels = {**LEVELS, "product-withdrawn": Level.MINOR}
    (gone,) = evolve(pair([at("2.4.0")], []), levels, TODAY)
    assert gone.fault is None


def test_a_contract_without_a_version_is_left_to_incomplete_contract() -> None:
    draft = replace(at("0.0.0", more=1), missing=("version",))
    found = grow([at("2.1.0")], [draft])
    assert [each.fault for each in found if each.after] == [None]


@pytest.mark.parametrize(
    ("sunset", "fault"), [("2026-05-31", None), ("2026-12-31", Fault.WITHDRAWN)]
)
def test_a_view_ends_with_the_product_it_is_made_from(sunset: str, fault: Fault | None) -> None:
    product, new = at("2.4.0"), ending(at("3.0.0"), sunset)
    view = replace(at("2.4.0", name="for_finance"), view_of=ViewOf(product.name, VIEW))
    found = {each.name: each for each in grow([product, view], [new])}
    (change,) = found[view.name].changes
    assert (found[view.name].fault, change.rule) == (fault, "product-withdrawn")
    assert found[view.name].note == ""
