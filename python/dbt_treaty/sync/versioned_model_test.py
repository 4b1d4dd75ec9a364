"""The versions of a model: which is the latest, when each ends, what its entry says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from dbt_treaty.configuration.model import LatestVersion
from dbt_treaty.contracts.model import ConsumerView, Deprecation, ViewOf
from dbt_treaty.sync.conftest import Make, make_targets
from dbt_treaty.sync.job import Target
from dbt_treaty.sync.versioned_model import versioned_models

DAY = date(2027, 3, 31)


def targets(make: Make, *versions: tuple[str, str | None]) -> list[Target]:
    """One product's majors, each with the sunset date that it sets for the one before."""
    _, (target,) = make_targets(make())
    return [
        replace(
            target,
            file=Path(f"models/item_{at}.sql"),
            contract=replace(
                target.contract,
                version=version,
                deprecation=Deprecation(sunset_date=sunset) if sunset else None,
            ),
        )
        for at, (version, sunset) in enumerate(versions)
    ]


def latest(listed: list[Target], today: date, demanded: int | None = None) -> int:
    asked = {"shop.product.item": LatestVersion(demanded)} if demanded else {}
    (model,) = versioned_models(listed, asked, today)
    return model.latest


def test_the_latest_version_moves_after_the_last_day_of_the_old_one(make: Make) -> None:
    two = targets(make, ("1.2.0", None), ("2.0.0", DAY.isoformat()))
    after = date(2027, 4, 1)
    assert [latest(two, day) for day in (DAY, after)] == [1, 2]
    assert latest(two, DAY, demanded=2) == 2
    assert latest(two, after, demanded=1) == 1


def test_without_a_day_the_latest_version_stays(make: Make) -> None:
    assert latest(targets(make, ("1.2.0", None), ("2.0.0", None)), date(2099, 1, 1)) == 1


def test_of_three_the_oldest_that_has_not_ended(make: Make) -> None:
    three = targets(make, ("1.0.0", None), ("2.0.0", "2026-06-01"), ("3.0.0", "2027-06-01"))
    days = [date(2026, 6, 1), date(2026, 6, 2), date(2027, 6, 2)]
    assert [latest(three, day) for day in days] == [1, 2, 3]


def test_one_entry_with_a_version_for_each_contract(make: Make) -> None:
    listed = targets(make, ("1.2.0", None), ("2.0.0", DAY.isoformat()))
    (model,) = versioned_models(listed, {}, date(2026, 1, 1))
    rendered = {f"item.v{n}": {"v": n, "defined_in": f"item_{n}", "columns": [n]} for n in (1, 2)}
    entry = model.entry(rendered)
    assert (model.name, model.properties_path) == ("item", Path("models/_treaty/item.yml"))
    assert entry == {
        "name": "item",
        "latest_version": 1,
        "versions": [
            {"v": 1, "defined_in": "item_1", "deprecation_date": DAY, "columns": [1]},
            {"v": 2, "defined_in": "item_2", "columns": [2]},
        ],
    }
    assert list(entry["versions"][0]) == ["v", "defined_in", "deprecation_date", "columns"]


def test_a_view_ends_with_its_product(make: Make) -> None:
    products = targets(make, ("1.2.0", None), ("2.0.0", DAY.isoformat()))
    made_from = ViewOf("shop.product.item", ConsumerView("for_sales", "sales", ()))
    old = replace(
        products[0],
        file=Path("models/_treaty/for_sales.sql"),
        contract=replace(products[0].contract, table="for_sales", view_of=made_from),
    )
    _, view = versioned_models([*products, old], {}, date(2027, 4, 1))
    assert (view.ends, view.latest, view.is_view) == ({1: DAY}, 1, True)
    assert view.properties_path == Path("models/_treaty/for_sales.yml")
