from __future__ import annotations

import pytest
import yaml

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

PAGE = """
sources: {orders.raw.orders: {columns: {order_id: []}}}
models:
  orders.derived.all_orders: {sql: select 1 as order_id}
  orders.product.order_facts:
    sql: "select order_id from {{ ref('all_orders') }}"
    contract: {schema: [{name: order_id, type: integer}]}
"""


def by_name(found: Found, sql: str, **entry: object) -> list[Finding]:
    page = yaml.safe_load(PAGE)
    page["models"]["orders.derived.list"] = {"sql": sql, **entry}
    return found("hard-coded-reference", yaml.safe_dump(page))


def finding(message: str, mend: str, line: int = 1, severity: str = "error") -> Finding:
    return Finding(
        policy="hard-coded-reference",
        severity=Severity(severity),
        resource="model.mesh.list",
        message=message,
        help=mend,
        path="models/orders/derived/list.sql",
        line=line,
    )


@pytest.mark.parametrize(
    ("name", "full", "call"),
    [
        ("orders_derived.all_orders", "orders.derived.all_orders", "ref('all_orders')"),
        ('"ORDERS_RAW"."Orders"', "orders.raw.orders", "source('orders_raw', 'orders')"),
        ("order_facts", "orders.product.order_facts", "ref('order_facts', v=1)"),
    ],
)
def test_a_relation_of_the_mesh(found: Found, name: str, full: str, call: str) -> None:
    assert by_name(found, f"-- all\nselect order_id\nfrom {name}") == [
        finding(
            f"list reads {full} by its name ({name}): dbt does not know of it, so it may build the "
            "two in any order, and no rename or version reaches this query.",
            f"Write `{{{{ {call} }}}}` in its place.",
            line=3,
        )
    ]


OUTSIDE = (
    "Load the file as a seed, or declare it as a source (`external_location` with dbt-duckdb, an "
    "external table elsewhere), and read that; or list it under `allowed` of hard-coded-reference."
)


@pytest.mark.parametrize(
    ("relation", "name"),
    [
        ("'s3://lake/x.csv'", "'s3://lake/x.csv'"),
        ('"x.parquet"', '"x.parquet"'),
        ("read_json(['a.json', 'b.json'])", "read_json"),
        ("iceberg_scan('x')", "iceberg_scan"),
        ("glob('*')", "glob"),
    ],
)
def test_a_file(found: Found, relation: str, name: str) -> None:
    assert by_name(found, f"select * from {relation}") == [
        finding(
            f"list reads a file or another store ({name}): nobody can tell whose it is.", OUTSIDE
        )
    ]


def test_a_table_that_is_nobodys(found: Found) -> None:
    assert by_name(found, "select a from elsewhere.t, elsewhere.t as u, query_table('x')") == [
        finding(
            f"list reads {name}, which no model, seed or source here is: nobody can tell whose it "
            "is.",
            "Declare it as a source with an owner and read it by `source()`; a table or function "
            "that is nobody's data may be listed under `allowed` of hard-coded-reference.",
        )
        for name in ("elsewhere.t", "query_table")
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "select order_id from {{ ref('all_orders') }}",
        "with all_orders as (select 1 as a) select a from all_orders",
        "select table_name from information_schema.tables",
        'select * from warehouse."INFORMATION_SCHEMA".columns',
        "select * from pg_catalog.pg_class, pg_class, duckdb_tables(), pragma_table_info('x')",
        "select * from range(3), unnest([1, 2])",
        "select * from orders_derived.list",  # itself, as `this` renders
        "select 'orders_derived.all_orders' as told",
    ],
)
def test_what_is_read_by_no_name(found: Found, sql: str) -> None:
    assert by_name(found, sql) == []


def test_a_query_that_cannot_be_read_is_not_passed_over(found: Found) -> None:
    sql = "selec all_orders, 'x.csv'\nfrom orders_raw.orders frm"
    told = [(f.severity.value, f.line, f.message.split(" (")[0]) for f in by_name(found, sql)]
    assert told == [
        ("warn", 1, "list seems to read a file or another store"),
        ("warn", 1, "list seems to read orders.derived.all_orders by its name"),
        ("error", 2, "list reads orders.raw.orders by its name"),
    ]


def test_a_file_that_python_opens(found: Found) -> None:
    sql = "def model(dbt, session):\n    return read('s3://lake/x')  # 'a word', 'a/b'"
    told = [(f.severity.value, f.line) for f in by_name(found, sql, language="python")]
    assert told == [("warn", 2), ("warn", 2)]


@pytest.mark.parametrize("allowed", ["elsewhere.*", "ELSEWHERE.t", "*"])
def test_what_is_allowed(found: Found, allowed: str) -> None:
    page = f"""
    configuration: {{policies: {{hard-coded-reference: {{allowed: ["{allowed}"]}}}}}}
    models:
      orders.derived.a: {{sql: select 1 as a}}
      orders.derived.b: {{sql: 'select a from Elsewhere."T"'}}
      orders.derived.c: {{sql: "select a from orders_derived.a"}}
    """
    # A relation of the mesh has an owner, who is not asked by a list of names.
    assert [f.resource for f in found("hard-coded-reference", page)] == ["model.mesh.c"]


def test_hooks(found: Found) -> None:
    page = """
    models:
      orders.derived.a: {sql: select 1 as a}
      orders.derived.b:
        sql: |
          {{ config(pre_hook="insert into log select * from orders_derived.a") }}
          select 1 as a
    hooks:
      on-run-start: ["insert into log select * from {{ ref('a') }}"]
      on-run-end: ["insert into log select * from orders_derived.a, nowhere.x"]
    """
    told = [
        (f.resource, f.path, f.message.split(":")[0]) for f in found("hard-coded-reference", page)
    ]
    text = "`insert into log select * from orders_derived.a"
    assert told == [
        (
            "",
            "dbt_project.yml",
            f"the on-run-end hook reads {text}, nowhere.x`, which no model, seed or source here is",
        ),
        (
            "",
            "dbt_project.yml",
            f"the on-run-end hook reads orders.derived.a by its name ({text}, nowhere.x`)",
        ),
        (
            "model.mesh.b",
            "models/orders/derived/b.sql",
            f"The pre_hook of b reads orders.derived.a by its name ({text}`)",
        ),
    ]
