"""A contract of thirty rules in one data test: what dbt says of each row that breaks one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import QUIET
from dbt_runs import DbtProject, Run, copy_project, made_once, synced
from rule_rows import FILES, broken, model_sql, rows

pytestmark = pytest.mark.slow

TEST = "treaty_sale_v1_row_rules"
PROPERTIES = "models/product/_treaty/sale.yml"
_LINE = re.compile(r"^ +(error|warn) +(\S+): (\d+) of (\d+) rows \((\S+)%\)$", re.MULTILINE)


@pytest.fixture(scope="module")
def shop(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The project, synced; its model is written anew by each test."""
    template = templates / "row_rules"
    made_once(template, lambda: synced(copy_project("small", template, FILES), QUIET))
    folder = tmp_path_factory.mktemp("rules") / "shop"
    shutil.copytree(template, folder, symlinks=True)
    return DbtProject(folder)


def told(run: Run) -> dict[str, tuple[str, int]]:
    """What dbt's log says of each rule: how it weighs, and how many rows break it."""
    return {rule: (weight, int(n)) for weight, rule, n, _, _ in _LINE.findall(run.output)}


def build(project: DbtProject, sql: str) -> Run:
    (project.root / "models/product/sale.sql").write_text(sql)
    return project.dbt("build")


def status(project: DbtProject) -> str:
    results = json.loads((project.root / "target/run_results.json").read_text())["results"]
    return next(str(each["status"]) for each in results if TEST in each["unique_id"])


def test_every_rule_has_its_row_and_every_row_its_rules(shop: DbtProject) -> None:
    run = build(shop, model_sql(rows()))
    assert run.exit == 1, run.output
    warned = {"has_at", "mostly_even"}
    assert len(broken()) == 32
    assert told(run) == {
        rule: ("warn" if rule in warned else "error", count) for rule, count in broken().items()
    }
    assert "such as id=30 and id=98\n" in run.output  # of amount.min
    assert "id.required: 1 of 38 rows (2.6%)\n        id is never NULL\n" in run.output
    compiled = next((shop.root / "target/compiled").rglob(f"{TEST}.sql")).read_text()
    assert compiled.count('"main"."sale"') == 3  # the scan, and a GROUP BY for each unique key


@pytest.mark.parametrize(
    ("bad", "weights"),
    [
        ({}, {}),
        ({98: ((), {"email": "'-'"})}, {"has_at": "warn"}),
        # Two rows of three are over 10 percent, and one of eleven is not.
        ({501: ((), {}), 503: ((), {})}, {"mostly_even": "error"}),
        ({501: ((), {}), **{n: ((), {}) for n in range(2, 20, 2)}}, {"mostly_even": "warn"}),
    ],
    ids=["nothing", "a warning", "over the threshold", "under it"],
)
def test_warnings_and_thresholds(
    shop: DbtProject, bad: Mapping[int, tuple[tuple[str, ...], Mapping[str, str]]],
    weights: dict[str, str],
) -> None:  # fmt: skip
    made = [row for row in rows(bad) if row["id"] not in ("900", "null")]
    run = build(shop, model_sql(made))
    assert {rule: weight for rule, (weight, _) in told(run).items()} == weights
    fails = "error" in weights.values()
    assert (run.exit, status(shop)) == (
        (1, "fail") if fails else (0, "warn" if weights else "pass")
    )


def test_an_empty_table_breaks_nothing(shop: DbtProject) -> None:
    run = build(shop, model_sql(rows({})) + "where 1 = 0\n")
    run.must_pass()
    assert (told(run), status(shop)) == ({}, "pass")


def test_tagged_keys_are_not_shown(shop: DbtProject) -> None:
    contract = shop.root / "contracts/product/sale.contract.yaml"
    written = {path: path.read_text() for path in (contract, shop.root / PROPERTIES)}
    tagged = written[contract].replace("primary_key: true", "primary_key: true, tags: [PII]")
    try:
        contract.write_text(tagged)
        shop.sync().must_pass()
        run = build(shop, model_sql(rows()))
    finally:
        for path, text in written.items():
            path.write_text(text)
    assert told(run)["amount.min"] == ("error", 2)
    assert "such as id=***\n" in run.output
    assert "id=30" not in run.output


def test_what_the_table_itself_refuses_is_not_tested(shop: DbtProject) -> None:
    """A table of DuckDB's holds keys and NOT NULL: they are left out, the rest is looked at."""
    broken = rows({30: ((), {"amount": "-1"})})[:2]
    build(shop, model_sql(broken))
    compiled = next((shop.root / "target/compiled").rglob(f"{TEST}.sql")).read_text()
    assert "'amount.min'" in compiled
    assert "'id.required'" in compiled, "a view holds nothing"
    (shop.root / "models/product/sale.sql").write_text(model_sql(broken, "table"))
    shop.sync().must_pass()
    run = build(shop, model_sql(broken, "table"))
    assert told(run) == {"amount.min": ("error", 1)}
    compiled = next((shop.root / "target/compiled").rglob(f"{TEST}.sql")).read_text()
    for held in ("id.required", "code.required", "order.required", "code.unique", "primary_key"):
        assert f"'{held}'" not in compiled


def test_the_generated_files_name_the_product(shop: DbtProject) -> None:
    written = (shop.root / PROPERTIES).read_text()
    assert written.count("dbt_treaty.row_rules:") == 1
    assert "shop_id: ref('shops')" in written
