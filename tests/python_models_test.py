"""Python models keep their contracts: dbt enforces none on them, a hook and a test do."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import QUIET
from dbt_runs import ROOT, DbtProject, copy_project, made_once
from docs_page import fences

pytestmark = [pytest.mark.slow]

CONTRACT = """\
name: shop.product.{name}
version: "1.0.0"
owner: {{team: "@shop-team", on_call: shop-pager}}
schema:
  - {{name: id, type: integer, primary_key: true}}
  - {{name: amount, type: "decimal(12,2)", required: true, min: 0}}
  - {{name: items, type: "array<struct<sku: string, price: decimal(9,2)>>"}}
  - {{name: order, type: string}}
sla: {{freshness: 1d, completeness: "99%", accuracy: "99%"}}
semantics: {{grain: one row}}
consumers_intended: [marketing]
delivery: a table, every hour
access: {{roles: [analyst]}}
"""
MODEL = '''\
def model(dbt, session):
    dbt.config(
        materialized="{materialized}",
        meta={{
            "dbt_treaty_override": {{
                "lineage": {{"id": "base.id", "amount": [], "items": [], "order": [], "*": []}}
            }}
        }},
    )
    dbt.ref("base")
    return session.sql(
        """
        {query}
        """
    )
'''
ITEMS = "[{{'sku': 'a', 'price': 1::decimal(9,{})}}] as items"
GOOD = f"select 1::integer as ID, 2::decimal(12,2) as amount, {ITEMS.format(2)}, 'x' as \"order\""
QUERIES = {
    "good": GOOD,
    "grown": GOOD,
    "rows": GOOD.replace("2::dec", "(-2)::dec") + " union all select 1, null, null, null",
    "shaped": "select 1::bigint as id, 2::decimal(12,2) as amount, 'x' as extra, "
    + ITEMS.format(3),
    "turned": f"select 2::decimal(12,2) as amount, 1 as id, {ITEMS.format(2)}, 'x' as \"order\"",
}
PAGE = {fence.language: fence.text for fence in fences(ROOT / "docs" / "python-models.md")}
FILES = {
    "dbt_project.yml": (
        "name: small\nprofile: small\nversion: '1.0.0'\n"
        "models: {+materialized: table}\ndata_tests: {+where: '1 = 1'}\n"
    ),
    "models/derived/order_totals.sql": "select 1 as customer_id, 25 as total\n",
    "models/product/customer_scores.py": PAGE["python"],
    "contracts/product/customer_scores.contract.yaml": PAGE["yaml"].replace("orders.", "shop."),
    "dbt_treaty.yml": "domain: shop\n",
    "models/derived/base.sql": "select 1 as id\n",
    "models/derived/reader.sql": "select id, amount from {{ ref('shaped') }}\n",
    **{
        f"models/product/{name}.py": MODEL.format(
            query=query, materialized="incremental" if name == "grown" else "table"
        )
        for name, query in QUERIES.items()
    },
    **{f"contracts/product/{name}.contract.yaml": CONTRACT.format(name=name) for name in QUERIES},
}
KINDS = [f"STRUCT(sku VARCHAR, price DECIMAL(9,{scale}))[]" for scale in (2, 3)]
WIDE = " " * (len(KINDS[0]) - len("promised"))
SHAPED = f"""\
  the columns of shaped are not those of the contract shop.product.shaped 1.0.0
    column  promised{WIDE}  built
    id      INTEGER {WIDE}  BIGINT  {WIDE}  another type
    items   {KINDS[0]}  {KINDS[1]}  another type
    order   VARCHAR {WIDE}  -       {WIDE}  missing
    extra   -       {WIDE}  VARCHAR {WIDE}  not in the contract
"""
TURNED = """\
  the columns of turned are not those of the contract shop.product.turned 1.0.0
    column  promised                  built
    all     id, amount, items, order  amount, id, items, order  another order
"""


@pytest.fixture(scope="module")
def built_once(templates: Path) -> Path:
    """The shop, synced, and built as far as it can be; for readers only."""
    folder = templates / "python_models"

    def make() -> None:
        project = copy_project("small", folder, FILES)
        project.dbt("deps", env=QUIET).must_pass()
        said = project.dbt("run-operation", "sync_contracts", env=QUIET).must_pass().output
        (folder / "synced").write_text(said)
        run = project.dbt("build", env=QUIET)
        (folder / "said").write_text(run.output)
        assert run.exit == 1, run.output

    return made_once(folder, make)


def statuses(folder: Path) -> dict[str, str]:
    results = json.loads((folder / "target/run_results.json").read_text())["results"]
    return {
        ".".join(re.sub(r"\.[0-9a-f]{10}$", "", each["unique_id"]).split(".")[2:]): each["status"]
        for each in results
    }


def test_what_fits_its_contract_is_built_and_what_does_not_is_refused(built_once: Path) -> None:
    said = (built_once / "said").read_text()
    found = statuses(built_once)
    assert {name: found[f"{name}.v1"] for name in QUERIES} == {
        **dict.fromkeys(("good", "grown", "rows"), "success"),
        **dict.fromkeys(("shaped", "turned"), "error"),
    }
    assert found["reader"] == "skipped"
    assert [text in said for text in (SHAPED, TURNED)] == [True, True], said
    with duckdb.connect(str(built_once / "target/small.duckdb"), read_only=True) as session:
        tables = session.execute("select table_name from duckdb_tables() order by 1").fetchall()
    # A Python model's frame is written beside the table, outside of dbt's transaction, and stays
    # there until the next run.
    left = {f"{name}__dbt_tmp" for name in ("shaped", "turned")}
    made = {"base", "good", "grown", "rows", "order_totals", "customer_scores"}
    assert {name for (name,) in tables} == made | left


def test_its_rows_are_tested_as_no_constraint_holds_them(built_once: Path) -> None:
    found = statuses(built_once)
    kinds = ("has_columns_and_types", "row_rules")
    assert {
        f"{name} {kind}": found[f"treaty_{name}_v1_{kind}"]
        for name in ("good", "rows", "shaped")
        for kind in kinds
    } == {
        "good has_columns_and_types": "pass",
        "good row_rules": "pass",
        "rows has_columns_and_types": "pass",
        "rows row_rules": "fail",
        "shaped has_columns_and_types": "skipped",
        "shaped row_rules": "skipped",
    }
    said = (built_once / "said").read_text()
    for rule in ("amount.min", "amount.required", "primary_key"):
        assert f"  error {rule}: " in said


def test_coverage_and_sync_say_what_is_kept_and_how(built_once: Path) -> None:
    report = json.loads((built_once / "target/dbt_treaty/findings.json").read_text())
    assert report["findings"] == []
    assert report["coverage"]["checked_when_built"] == [
        f"model.small.{name}.v1" for name in sorted([*QUERIES, "customer_scores"])
    ]
    told = (built_once / "synced").read_text()
    place = "contracts/product/good.contract.yaml:1"
    unkept = "access.roles of shop.product.good are not kept: dbt knows no grants on duckdb"
    assert f"  warning: {place}: {unkept}\n" in told
    manifest = json.loads((built_once / "target/manifest.json").read_text())
    node = manifest["nodes"]["model.small.good.v1"]
    assert (node["contract"]["enforced"], node["config"]["grants"]) == (False, {})
    assert node["description"] == (
        "Made for: marketing  \nDelivery: a table, every hour  \nMay be read by: analyst"
    )
    contract = node["config"]["meta"]["dbt_treaty"]["contract"]["v1"]
    assert (contract["consumers_intended"], contract["delivery"], contract["access"]) == (
        ["marketing"],
        "a table, every hour",
        {"roles": ["analyst"]},
    )


def test_the_example_of_the_documentation_is_built(built_once: Path) -> None:
    found = statuses(built_once)
    tests = ("has_columns_and_types", "row_rules", "complete")
    assert found["customer_scores.v1"] == "success"
    assert {found[f"treaty_customer_scores_v1_{test}"] for test in tests} == {"pass"}
    with duckdb.connect(str(built_once / "target/small.duckdb"), read_only=True) as session:
        assert session.execute("select * from customer_scores").fetchall() == [(1, 2.5)]


@pytest.fixture
def project(built_once: Path, tmp_path: Path) -> DbtProject:
    shutil.copytree(built_once, tmp_path / "shop", symlinks=True)
    return DbtProject(tmp_path / "shop")


def test_the_table_that_was_there_stays(project: DbtProject) -> None:
    """And what another hand has changed since is found by the test."""
    for name in ("good", "grown"):
        project.edit(f"models/product/{name}.py", "'x' as", "1.5::double as more, 'y' as")
    database = str(project.root / "target/small.duckdb")
    with duckdb.connect(database) as session:
        session.execute("alter table rows alter amount type double")
    project.edit("models/product/customer_scores.py", "as double) as score", "as int) as points")
    chosen = ("good", "grown", "customer_scores", "treaty_rows_v1_has_columns_and_types")
    said = project.dbt("build", "--select", *chosen)
    assert said.exit == 1
    for name in ("good", "grown"):
        assert (
            f"  the columns of {name} are not those of the contract shop.product.{name} 1.0.0\n"
            in said.output
        )
        with duckdb.connect(database, read_only=True) as session:
            assert session.execute(f'select id, "order" from {name}').fetchall() == [(1, "x")]
    assert "    more    -         DOUBLE  not in the contract\n" in said.output
    shown = PAGE["text"].replace("orders.", "shop.").splitlines()
    assert "\n".join(f"  {line}" for line in shown) in said.output
    assert (
        "dbt-treaty: the columns of rows are not those of the contract shop.product.rows 1.0.0\n"
        "  column  promised       built\n"
        "  amount  DECIMAL(12,2)  DOUBLE  another type\n"
    ) in said.output
    assert statuses(project.root)["treaty_rows_v1_has_columns_and_types"] == "fail"
