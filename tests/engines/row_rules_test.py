"""The same thirty rules, the same rows, the same answers on each engine."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from dbt_runs import DbtProject, copy_project
from engine import Engine, missing, running
from rule_rows import CONTRACT, FILES, broken, model_sql, rows

pytestmark = pytest.mark.engines

SALE = "contracts/product/sale.contract.yaml"
_LINE = re.compile(r"^ +(error|warn) +(\S+): (\d+) of (\d+) rows", re.MULTILINE)


# DuckDB's are those of tests/row_rules_test.py.
@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("postgres", "spark")
    ],
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    with running(request.param) as ready:
        yield ready


@pytest.fixture(scope="module")
def shop(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The project of thirty rules, synced on this engine."""
    folder = tmp_path_factory.mktemp(engine.name) / "shop"
    # A row rule is the warehouse's own SQL: Spark quotes a name otherwise.
    contract = CONTRACT.replace(
        '\\"order\\"', "`order`" if engine.name == "spark" else '\\"order\\"'
    )
    files = {**FILES, SALE: contract, "profiles.yml": engine.profile()}
    project = copy_project("small", folder, files)
    project.dbt("deps").must_pass()
    project.treaty("sync").must_pass()
    return project


def test_every_rule_has_its_row_and_every_row_its_rules(shop: DbtProject) -> None:
    run = shop.dbt("build")
    assert run.exit == 1, run.output
    told = {rule: (weight, int(n)) for weight, rule, n, _ in _LINE.findall(run.output)}
    warned = {"has_at", "mostly_even"}
    assert told == {
        rule: ("warn" if rule in warned else "error", count) for rule, count in broken().items()
    }
    assert "such as id=30 and id=98\n" in run.output


def test_an_empty_table_breaks_nothing(shop: DbtProject) -> None:
    (shop.root / "models/product/sale.sql").write_text(model_sql(rows({})) + "where 1 = 0\n")
    shop.dbt("build").must_pass()
