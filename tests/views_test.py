"""Views of a product for single consumers, written by sync and built by dbt."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import QUIET
from dbt_runs import DbtProject, copy_project, made_once

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

CONTRACT = """\
name: orders.product.order_facts
version: "2.1.0"
owner: {team: "@orders-team", on_call: orders-pager}
tags: [customer_data]
retention_days: 365
schema:
  - {name: order_id, type: integer, primary_key: true}
  - {name: status, type: string, accepted_values: [paid, open]}
  - {name: amount, type: "decimal(12,2)", min: 0}
  - {name: email, type: string, tags: [PII], mask: sha256}
  - {name: order, type: string}
sla: {freshness: 1d, completeness: "99%", accuracy: "99%"}
semantics: {amount: Gross amount., grain: One row for each order.}
"""
VIEWS = r"""views:
  - name: order_facts_for_finance
    consumer: finance
    description: "Not {{ 1 / 0 }} but paid."
    columns: [order_id, {name: amount, as: gross_amount}, {name: order, as: select}]
    where: "status = 'paid' and \"order\" <> '{{ var(\"x\") }} %}\n--' -- } all"
  - name: order_facts_for_support
    consumer: support
    columns: [order_id, {name: email, mask: redact}, {name: amount, mask: tokenize}]
"""
SOURCE = """\
select 1 as order_id, 'paid' as status, 10.5 as amount, 'jane@example.com' as email, 'a' as "order"
union all select 2, 'open', 3, 'joe@example.org', 'b'
union all select 3, 'paid', 4, 'kim@example.org', '{{ "{{ var(\\"x\\") }} %}\\n--" }}'
"""
PRODUCT = """\
select
  cast(order_id as integer) as order_id, cast(status as varchar) as status,
  cast(amount as decimal(12,2)) as amount, {{ dbt_treaty.mask('email', 'sha256') }} as email,
  cast("order" as varchar) as "order"
from {{ ref('orders') }}
"""
FILE = "contracts/product/order_facts.contract.yaml"
FILES = {
    "dbt_treaty.yml": "domain: orders\n",
    "models/derived/orders.sql": SOURCE,
    "models/product/order_facts.sql": PRODUCT,
    FILE: CONTRACT + VIEWS,
}
FOLDER = "models/product/_treaty"
FINANCE = f"{FOLDER}/order_facts_for_finance"
SUPPORT = f"{FOLDER}/order_facts_for_support"


@pytest.fixture(scope="module")
def built_once(templates: Path) -> Path:
    """The product with its two views, synced and built; for readers only."""
    folder = templates / "views"

    def make() -> None:
        project = copy_project("small", folder, FILES)
        project.dbt("deps", env=QUIET).must_pass()
        said = project.dbt("run-operation", "sync_contracts", env=QUIET).must_pass().output
        (folder / "said").write_text(said)
        project.dbt("build", env=QUIET).must_pass()

    return made_once(folder, make)


@pytest.fixture
def project(built_once: Path, tmp_path: Path) -> DbtProject:
    shutil.copytree(built_once, tmp_path / "views", symlinks=True)
    return DbtProject(tmp_path / "views")


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "target/small.duckdb")) as connection:
        return connection.execute(query).fetchall()


def test_each_view_shows_its_columns_and_rows(built_once: Path) -> None:
    shown = rows(built_once, "select * from order_facts_for_finance")
    assert [(number, str(amount), order) for number, amount, order in shown] == [(1, "10.50", "a")]
    kinds = rows(built_once, "select table_name, table_type from information_schema.tables")
    assert {name: kind for name, kind in kinds if "_for_" in str(name)} == {
        "order_facts_for_finance": "VIEW",
        "order_facts_for_support": "BASE TABLE",
    }
    masked = rows(built_once, "select * from order_facts_for_support order by order_id")
    assert [number for number, *_ in masked] == [1, 2, 3]
    assert {str(email).strip("*") for _, email, _ in masked} == {""}, "hashed, and then redacted"
    tokens = {str(token) for *_, token in masked}
    assert len(tokens) == len(masked), "equal values only have equal tokens"
    assert tokens.isdisjoint({"10.50", "3.00", "4.00"})


def test_a_view_is_a_product_of_its_own(built_once: Path) -> None:
    findings = json.loads((built_once / "target/dbt_treaty/findings.json").read_text())
    assert (findings["findings"], findings["coverage"]["unresolved"]) == ([], [])
    manifest = json.loads((built_once / "target/manifest.json").read_text())
    view = manifest["nodes"]["model.small.order_facts_for_finance.v2"]
    contract = view["config"]["meta"]["dbt_treaty"]["contract"]["v1"]
    assert (view["config"]["contract"]["enforced"], view["access"], view["group"]) == (
        True,
        "public",
        "orders",
    )
    assert view["description"] == contract["description"] == "Not {{ 1 / 0 }} but paid."
    assert contract["view_of"]["view"]["where"].endswith("%}\n--' -- } all")
    assert [
        (name, column["data_type"], column["description"])
        for name, column in view["columns"].items()
    ] == [
        ("order_id", "integer", ""),
        ("gross_amount", "decimal(12,2)", "Gross amount."),
        ("select", "varchar", ""),
    ]
    support = manifest["nodes"]["model.small.order_facts_for_support.v2"]
    assert support["columns"]["email"]["config"]["tags"] == ["PII"]
    assert support["columns"]["amount"]["data_type"] == "varchar"


def test_sync_writes_products_before_their_views(built_once: Path) -> None:
    said = (built_once / "said").read_text()
    told = [line.split()[-1] for line in said.splitlines() if "write   " in line]
    assert told == [
        f"{FOLDER}/_group_orders.yml",
        f"{FOLDER}/order_facts.yml",
        *(f"{view}.{ending}" for view in (FINANCE, SUPPORT) for ending in ("sql", "yml")),
    ]


def check(project: DbtProject) -> tuple[int, str]:
    run = project.dbt("run-operation", "sync_contracts", "--args", "{check: true}")
    return run.exit, run.output


def test_a_changed_model_is_told_and_written_anew(project: DbtProject) -> None:
    code, said = check(project)
    assert (code, "3 contracts, 0 to write, 0 to remove, 6 unchanged" in said) == (0, True)
    whole = (project.root / f"{FINANCE}.sql").read_text()
    project.edit(f"{FINANCE}.sql", "status = 'paid' and", "true or")

    refused = project.dbt("build", "--select", "order_facts_for_finance")
    code, said = check(project)

    assert refused.exit != 0
    (finding,) = project.findings()
    assert (finding["policy"], finding["path"], finding["resource"]) == (
        "stale-properties",
        f"{FINANCE}.sql",
        "model.small.order_facts_for_finance.v2",
    )
    assert code != 0
    assert f"would write   {FINANCE}.sql" in said
    project.treaty("sync").must_pass()
    assert (project.root / f"{FINANCE}.sql").read_text() == whole


def test_a_view_goes_with_its_words_and_nothing_else_does(project: DbtProject) -> None:
    mine = f"{FOLDER}/mine.sql"
    project.edit(mine, "", "select 1 as one\n")
    project.edit(FILE, VIEWS, "")
    project.treaty("sync").must_pass()
    left = sorted(path.name for path in (project.root / FOLDER).iterdir())
    assert left == ["_group_orders.yml", "mine.sql", "order_facts.yml"]
    project.edit(FILE, "semantics:", VIEWS + "semantics:")
    (project.root / mine).rename(project.root / f"{FINANCE}.sql")

    run = project.treaty("sync")

    assert run.exit == 2
    assert "second model of the name of" in run.output
    assert (project.root / f"{FINANCE}.sql").read_text() == "select 1 as one\n"
