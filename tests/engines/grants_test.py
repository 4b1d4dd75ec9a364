"""Who may read, as a real PostgreSQL has it after a build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dbt_runs import DbtProject, copy_project
from engine import Engine, missing, running
from product_contract import HEAD

pytestmark = pytest.mark.engines

PRODUCT = HEAD + (
    "  - {{name: id, type: integer, primary_key: true}}\n  - {{name: amount, type: integer}}\n"
)
ORDERS = PRODUCT.format(name="orders") + (
    "access: {roles: [analyst, Auditor]}\n"
    "quality: {row_rules: [{name: paid, sql: amount > 0}]}\n"
    "quarantine: {enabled: true}\n"
    "views: [{name: orders_for_finance, consumer: finance, columns: [id]}]\n"
)
EVENTS = PRODUCT.format(name="events") + "access: {roles: [analyst, finance, treaty]}\n"
OPEN = PRODUCT.format(name="open")
FILES = {
    "dbt_treaty.yml": "domain: shop\n",
    "models/product/orders.sql": "select 1 as id, 1 as amount union all select 2, 0\n",
    "models/product/events.sql": (
        "{{ config(materialized='incremental', unique_key='id') }}\nselect 1 as id, 1 as amount\n"
    ),
    "models/product/open.sql": (
        "{{ config(grants={'select': ['intern']}) }}\nselect 1 as id, 1 as amount\n"
    ),
    "contracts/product/orders.contract.yaml": ORDERS,
    "contracts/product/events.contract.yaml": EVENTS,
    "contracts/product/open.contract.yaml": OPEN,
}
MACRO = """\
{{%- macro {name}() -%}}{{%- do run_query("{statements}; commit") -%}}{{%- endmacro -%}}
"""
NARROW = "alter default privileges in schema main revoke select on tables from intern, public"
ROLES = ("analyst", "auditor", "finance", "intern")
WIDENED = "{{ config(grants={'+select': ['intern']}) }}"
GRANTED = """\
select table_name, grantee, privilege_type from information_schema.role_table_grants
where table_schema not in ('pg_catalog', 'information_schema') and grantee <> 'treaty'
order by 1, 2
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    reason = missing("postgres")
    if reason is not None:
        pytest.skip(reason)
    with running("postgres") as ready:
        yield ready


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The shop, synced and built where four roles are known."""
    roles = "; ".join(f"create role {role}" for role in ROLES)
    files = {
        **FILES,
        "profiles.yml": engine.profile(),
        "macros/make_roles.sql": MACRO.format(name="make_roles", statements=roles),
    }
    folder: Path = tmp_path_factory.mktemp("grants") / "shop"
    project = copy_project("small", folder, files)
    project.dbt("deps").must_pass()
    project.dbt("run-operation", "make_roles").must_pass()
    said = project.dbt("run-operation", "sync_contracts").must_pass().output
    assert "access.roles" not in said
    project.dbt("build").must_pass()
    return project


def test_exactly_the_contracts_readers_may_read(engine: Engine, built: DbtProject) -> None:
    assert engine.rows(built, GRANTED) == [
        ["events", "analyst", "SELECT"],
        ["events", "finance", "SELECT"],
        ["open", "intern", "SELECT"],
        ["orders", "analyst", "SELECT"],
        ["orders", "auditor", "SELECT"],
        ["orders_for_finance", "finance", "SELECT"],
    ]
    # What was refused is there, and granted to nobody.
    assert engine.rows(built, "select id from main_quarantine.orders") == [[2]]


def test_a_reader_who_is_let_go_reads_no_more(engine: Engine, built: DbtProject) -> None:
    """An incremental table stays, with the rights that it had."""
    path = "contracts/product/events.contract.yaml"
    built.edit(path, "[analyst, finance, treaty]", "[analyst, treaty]")
    built.treaty("sync").must_pass()
    built.dbt("build", "--select", "events").must_pass()
    assert engine.rows(built, f"select * from ({GRANTED}) as g where table_name = 'events'") == [
        ["events", "analyst", "SELECT"]
    ]


def test_a_right_that_no_grants_give_is_found(engine: Engine, built: DbtProject) -> None:
    """The schema's default privileges fall on every table that dbt makes anew."""
    to_all = "alter default privileges in schema main grant select on tables to intern, public"
    built.edit("macros/widen.sql", "", MACRO.format(name="widen", statements=to_all))
    built.edit("macros/narrow.sql", "", MACRO.format(name="narrow", statements=NARROW))
    built.dbt("run-operation", "widen").must_pass()
    said = built.dbt("build", "--select", "orders")
    built.dbt("run-operation", "narrow").must_pass()
    assert said.exit == 1
    assert [
        line.split("dbt-treaty: ")[1] for line in said.output.splitlines() if " may " in line
    ] == [
        f'"postgres"."main"."orders": {role} may read, and the contract does not name it'
        for role in ("intern", "public")
    ]
    built.dbt("build", "--select", "orders").must_pass()


def test_a_model_lets_in_nobody_whom_its_contract_does_not_name(
    engine: Engine, built: DbtProject
) -> None:
    before = engine.rows(built, GRANTED)
    built.edit("models/product/orders.sql", "select 1 as id", f"{WIDENED}\nselect 1 as id")
    said = built.dbt("build", "--select", "orders")
    assert said.exit == 2
    assert [(each["policy"], each["path"], each["line"]) for each in built.findings()] == [
        ("contract-overridden", "models/product/orders.sql", 1)
    ]
    (finding,) = built.findings()
    assert finding["message"] == (
        "The contract of orders lets analyst, Auditor read and nobody else, and the model's "
        "`grants` also grant select to intern."
    )
    assert engine.rows(built, GRANTED) == before
