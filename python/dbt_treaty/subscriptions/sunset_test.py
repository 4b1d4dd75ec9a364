"""When each major ends, as the contracts of the majors after it say."""

from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.contracts.model import Contract, Deprecation, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.subscriptions.published import Published
from dbt_treaty.subscriptions.sunset import Sunset, sunset_dates, sunset_of


def contract(version: str, sunset: str | None = None, previous: str | None = None) -> Contract:
    told = Deprecation(previous_version=previous, sunset_date=sunset)
    place = Place(f"{version}.contract.yaml")
    deprecation = told if sunset or previous else None
    return Contract(
        "t", "d", "product", version, Owner(), (), Sla(), (), place, deprecation=deprecation
    )


def ends(*contracts: Contract) -> dict[int, tuple[str, str]]:
    found = sunset_dates(contracts)
    return {major: (str(s.date), s.contract.version) for major, s in found.items()}


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ([contract("2.4.0"), contract("3.0.0")], {}),
        ([contract("2.4.0"), contract("3.0.0", "2027-03-31")], {2: ("2027-03-31", "3.0.0")}),
        (
            [contract("2.4.0"), contract("3.0.0", "2027-03-31", "2.x")],
            {2: ("2027-03-31", "3.0.0")},
        ),
        # A date on the newest says nothing of itself, and nothing of a TODO.
        ([contract("2.4.0", "2027-03-31")], {}),
        ([contract("2.4.0"), contract("3.0.0", "TODO")], {}),
        # An older major never outlives a newer one.
        (
            [contract("1.0.0"), contract("2.0.0"), contract("3.0.0", "2027-03-31", "2.x")],
            {1: ("2027-03-31", "3.0.0"), 2: ("2027-03-31", "3.0.0")},
        ),
        (
            [
                contract("1.0.0"),
                contract("2.0.0", "2028-01-01"),
                contract("3.0.0", "2027-03-31"),
            ],
            {1: ("2027-03-31", "3.0.0"), 2: ("2027-03-31", "3.0.0")},
        ),
        # One that says whom it follows ends that one alone.
        (
            [contract("1.0.0"), contract("2.0.0"), contract("3.0.0", "2027-03-31", "1.x")],
            {1: ("2027-03-31", "3.0.0")},
        ),
        # A last version that ends its own major withdraws the product.
        ([contract("2.5.0", "2027-03-31", "2.x")], {2: ("2027-03-31", "2.5.0")}),
        # Of several versions of a major the highest speaks.
        (
            [
                contract("2.4.0"),
                contract("3.1.0", "2027-06-30"),
                contract("3.0.0", "2027-03-31"),
            ],
            {2: ("2027-06-30", "3.1.0")},
        ),
    ],
)
def test_when_each_major_ends(contracts: list[Contract], expected: dict[int, object]) -> None:
    assert ends(*contracts) == expected
    assert ends(*reversed(contracts)) == expected


def test_a_major_whose_contract_is_gone_ends_as_well() -> None:
    newer = contract("3.0.0", "2027-03-31")
    found = sunset_of(2, [newer])
    assert found is not None
    assert (found.date, found.contract) == (date(2027, 3, 31), newer)
    assert sunset_of(3, [newer]) is None


def test_a_view_ends_with_the_product_that_it_shows() -> None:
    product, new = contract("2.4.0"), contract("3.0.0", "2027-03-31")
    view = contract("2.4.0")
    published = Published("d.product.v", ("2.4.0",), (view,))
    assert published.sunset(2) is None
    found = replace(published, made_from=(product, new)).sunset(2)
    assert found == Sunset(date(2027, 3, 31), new)
