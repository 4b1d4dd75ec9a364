"""The platform's rules from their file to dbt's log, and bad rules before any data moves."""

from __future__ import annotations

import pytest
from dbt_runs import ROOT, DbtProject, copy_project

pytestmark = pytest.mark.slow

CONTRACT = """\
name: shop.product.item
version: "1.0.0"
owner: {team: "@shop-team", on_call: shop-pager}
schema:
  - {name: id, type: integer, primary_key: true}
  - {name: "order", type: "decimal(12,2)"}
sla: {freshness: 1d, completeness: "99%", accuracy: "99%"}
semantics: {grain: one row}
quality:
  row_rules:
    - {name: positive, sql: id > 0}
"""
RULES = """\
rules:
  money:
    columns: {types: [decimal]}
    sql: "{column} >= 0"
    description: No money is negative.
"""
FILES = {
    "dbt_treaty.yml": "domain: shop\nglobal_rules: platform_rules.yaml\n",
    "platform_rules.yaml": RULES,
    "contracts/product/item.contract.yaml": CONTRACT,
    "models/product/item.sql": "select cast(n as integer) as id, "
    'cast(1 - n as decimal(12,2)) as "order" from (select unnest([1, 2, 3]) as n)\n',
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    made = copy_project("small", tmp_path_factory.mktemp("platform") / "shop", FILES)
    packages = made.root / "dbt_packages"
    packages.mkdir()
    (packages / "dbt_treaty").symlink_to(ROOT)
    made.dbt("run-operation", "sync_contracts").must_pass()
    return made


def test_a_rule_of_the_platform_is_tested_and_its_file_is_named(project: DbtProject) -> None:
    run = project.dbt("build")
    assert run.exit == 1
    assert (
        "  error platform.money.order: 2 of 3 rows (67%)\n"
        "        No money is negative. [platform_rules.yaml]\n"
        "        such as id=2 and id=3\n"
    ) in run.output
    written = (project.root / "models/product/_treaty/item.yml").read_text()
    assert "origin: platform_rules.yaml" in written


def test_the_gate_refuses_rules_that_were_changed_after_the_sync(project: DbtProject) -> None:
    project.edit("platform_rules.yaml", ">= 0", ">= -2")
    run = project.dbt("build")
    project.edit("platform_rules.yaml", ">= -2", ">= 0")
    assert run.exit == 2
    assert [each["policy"] for each in project.findings()] == ["stale-properties"]
    assert "(platform.money.order)" in project.findings()[0]["message"]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("contracts/product/item.contract.yaml", "sql: id > 0", "sql: id >",
         "item.contract.yaml:11: the row rule positive can't be read as one condition in SQL"),
        ("contracts/product/item.contract.yaml", "sql: id > 0", "sql: id in (select 1)",
         "item.contract.yaml:11: the row rule positive reads another table"),
        ("contracts/product/item.contract.yaml", "sql: id > 0", "sql: nextval('s') > id",
         "item.contract.yaml:11: the row rule positive calls nextval, which is not known"),
        ("platform_rules.yaml", '"{column} >= 0"', "read_csv({column}) is null",
         "platform_rules.yaml:2:3: the rule money calls read_csv, which is not known"),
        ("platform_rules.yaml", "description:", "type: bigint\n    description:",
         "the column order is decimal(12,2), and the platform's rule money"),
    ],
    ids=["no SQL", "a query", "a function that writes", "a file", "a type"],
)  # fmt: skip
def test_bad_rules_are_refused_before_any_data_moves(
    project: DbtProject, path: str, old: str, new: str, told: str
) -> None:
    project.edit(path, old, new)
    synced, validated = project.treaty("sync"), project.treaty("validate")
    project.edit(path, new, old)
    assert (synced.exit, validated.exit) == (2, 2)
    assert told in synced.output
    assert told in validated.output
