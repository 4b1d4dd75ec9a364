"""The same thirty rules, the same rows, the same answers on each engine."""

from __future__ import annotations

import json
import re

import pytest
from dbt_runs import DbtProject, Run
from engine import Engine
from rule_rows import CONTRACT, FILES, broken, model_sql, rows

pytestmark = pytest.mark.engines

SALE = "contracts/product/sale.contract.yaml"
_LINE = re.compile(r"^ +(error|warn) +(\S+): (\d+) of (\d+) rows", re.MULTILINE)


@pytest.fixture(scope="module")
def shop(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The project of thirty rules, synced on this engine."""
    # A row rule is the warehouse's own SQL: Spark quotes a name otherwise.
    contract = CONTRACT.replace(
        '\\"order\\"', "`order`" if engine.name == "spark" else '\\"order\\"'
    )
    folder = tmp_path_factory.mktemp(engine.name) / "shop"
    return engine.project(folder, {**FILES, SALE: contract})


def told(run: Run) -> dict[str, tuple[str, int]]:
    """What dbt's log says of each rule: how it weighs, and how many rows break it."""
    return {rule: (weight, int(n)) for weight, rule, n, _ in _LINE.findall(run.output)}


def test_every_rule_has_its_row_and_every_row_its_rules(shop: DbtProject) -> None:
    run = shop.dbt_here("build")
    assert run.exit == 1, run.output
    warned = {"has_at", "mostly_even"}
    assert told(run) == {
        rule: ("warn" if rule in warned else "error", count) for rule, count in broken().items()
    }
    assert "such as id=30 and id=98\n" in run.output


def test_an_empty_table_breaks_nothing(engine: Engine, shop: DbtProject) -> None:
    """With its one row the same table fails, so that the scan is known to be there."""
    bad = {98: ((), {"state": "'odd'"})}
    for where, broke in (("", {"state.accepted_values": ("error", 1)}), ("where 1 = 0\n", {})):
        text = model_sql([row for row in rows(bad) if row["id"] == "98"]) + where
        (shop.root / "models/product/sale.sql").write_text(text)
        run = shop.dbt_here("build")
        assert (run.exit, told(run)) == (1 if broke else 0, broke), run.output
        counted = engine.query(shop, "select count(*) from main.sale")
        assert counted == [[len(broke)]]
        assert status(shop) == ("fail" if broke else "pass")


def status(project: DbtProject) -> str:
    """How the one test of the rules ended."""
    results = json.loads((project.root / "target/run_results.json").read_text())["results"]
    [ended] = [
        each["status"] for each in results if "treaty_sale_v1_row_rules" in each["unique_id"]
    ]
    return str(ended)
