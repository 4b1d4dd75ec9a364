"""One run of sync from plan to outcome, with a stand-in for dbt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.conftest import CONTRACT, Make, manifest_line
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.job import ModelFacts
from dbt_treaty.sync.plan import Outcome, finish, make_plan

StandIn = Callable[[str], DbtCommand]
PARSES = manifest_line({})
GROUP, ITEM = "models/product/_treaty/_group_shop.yml", "models/product/_treaty/item.yml"


def sync(root: Path, dbt: DbtCommand, *, check: bool = False) -> Outcome:
    plan = make_plan(root)
    facts = {target.file.as_posix(): ModelFacts() for target in plan.targets}
    for job in plan.jobs(facts):
        plan.take(job["key"], {"v": job["version"], "defined_in": job["defined_in"]})
    return finish(plan, dbt, check=check)


def files(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in (root / "models").rglob("*.yml"))


def test_checked_then_written_then_unchanged_then_removed(make: Make, stand_in: StandIn) -> None:
    root, dbt = make(), stand_in(PARSES)
    checked = sync(root, dbt, check=True)
    assert checked.failed
    assert f"  would write   {GROUP}\n  would write   {ITEM}\n" in checked.text
    assert files(root) == []
    first = sync(root, dbt)
    assert (first.failed, files(root)) == (False, [GROUP, ITEM])
    assert f"  write   {GROUP}\n  write   {ITEM}\ndbt-treaty: 1 contract, 2 written" in first.text
    never = stand_in("sys.exit(1)\n")
    assert sync(root, never).text == "dbt-treaty: 1 contract, 0 written, 0 removed, 2 unchanged"
    (root / "contracts/product/item.contract.yaml").unlink()
    assert "0 written, 2 removed, 0 unchanged" in sync(root, dbt).text
    assert files(root) == []
    assert sync(root, dbt).text == "dbt-treaty: no contracts under contracts/, nothing to sync"


def test_nothing_is_kept_that_dbt_does_not_parse(make: Make, stand_in: StandIn) -> None:
    root = make()
    with pytest.raises(TreatyError, match="so none was kept"):
        sync(root, stand_in("print('Error'); sys.exit(1)\n"))
    assert files(root) == []


def test_every_problem_of_every_file_at_once(make: Make) -> None:
    root = make(
        {
            "contracts/product/bad.contract.yaml": "name: [",
            "contracts/product/far.contract.yaml": CONTRACT.replace("product.item", "product.far"),
            "models/by_hand.yml": "models: [{name: item}]",
        }
    )
    with pytest.raises(TreatyError) as error:
        make_plan(root)
    assert [problem.place.path for problem in error.value.problems] == [
        "contracts/product/bad.contract.yaml",
        "contracts/product/far.contract.yaml",
        "models/by_hand.yml",
    ]


QUOTED = CONTRACT + "quality: {row_rules: [{name: few, sql: '\"id\" < 4'}]}\n"


def test_rules_are_read_again_when_dbt_has_told_the_warehouse(
    make: Make, stand_in: StandIn
) -> None:
    path = "contracts/product/item.contract.yaml"
    plan = make_plan(make({path: QUOTED}))
    plan.take("item.v1", {"v": 1})
    doubt = (
        f"  warning: {path}:9: the row rule few is not read alike by all warehouses: duckdb, "
        "postgres, snowflake, redshift, trino read id in it; spark, bigquery read no column in it"
    )
    assert doubt in finish(plan, stand_in(PARSES), check=True).text
    plan.read_rules("duckdb")
    assert "not read alike" not in finish(plan, stand_in(PARSES), check=True).text
    plan.read_rules("spark")
    with pytest.raises(TreatyError) as error:
        finish(plan, stand_in("sys.exit(1)\n"), check=True)
    assert str(error.value).startswith(
        f'{path}:9: the row rule few holds "id", which is a text on spark and no column: write '
    )
    plan.read_rules(None)
    assert doubt in finish(plan, stand_in(PARSES), check=True).text


def test_a_contract_whose_model_dbt_does_not_have_is_told(make: Make, stand_in: StandIn) -> None:
    plan = make_plan(make())
    plan.take("item.v1", {"v": 1})
    assert plan.jobs({"models/product/item.sql": ModelFacts("view")})[0]["materialized"] == "view"
    assert "warning" not in finish(plan, stand_in(PARSES), check=True).text
    assert plan.jobs({})[0]["materialized"] is None
    assert (
        "  warning: dbt has no model of models/product/item.sql (disabled, or in .dbtignore): "
        "nothing is held to the contract shop.product.item\n"
    ) in finish(plan, stand_in(PARSES), check=True).text
