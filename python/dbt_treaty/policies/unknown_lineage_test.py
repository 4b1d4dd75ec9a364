from __future__ import annotations

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Severity

PRODUCT = "models/orders/product/order_facts.sql"


def test_columns_that_come_through_one_unread_model_are_one_finding(found: Found) -> None:
    page = """
    models:
      orders.derived.scored:
        language: python
        sql: "def model(dbt, session): ..."
      orders.derived.between:
        sql: select score as points, * from {{ ref('scored') }}
      orders.product.order_facts:
        sql: select points, points + 1 as more, 1 as fixed from {{ ref('between') }}
        contract:
          schema:
            - {name: points, type: integer}
            - {name: more, type: integer}
            - {name: fixed, type: integer}
    """

    assert [(f.column, f.message.split(":")[0]) for f in found("unknown-lineage", page)] == [
        (
            None,
            "Where columns of order_facts come from can't be determined (points, more)",
        )
    ]


def test_a_column_lost_in_a_private_tier_is_told_with_its_trail(found: Found) -> None:
    page = """
    sources: {orders.raw.a: {columns: {x: []}}, orders.raw.b: {columns: {y: []}}}
    models:
      orders.derived.joined:
        sql: |
          select
            z as lost,
            x
          from {{ source('orders_raw', 'a') }}
          cross join {{ source('orders_raw', 'b') }}
      orders.product.order_facts:
        sql: |
          select
            lost + 1 as lost,
            x
          from {{ ref('joined') }}
        contract: {schema: [{name: lost, type: integer}, {name: x, type: integer}]}
    """

    (finding,) = found("unknown-lineage", page)

    assert (finding.column, finding.path, finding.line, finding.trail) == (
        "lost",
        PRODUCT,
        2,
        ("model.mesh.joined.lost", "model.mesh.order_facts.v1.lost"),
    )
    assert finding.message.startswith(
        "Where order_facts.lost comes from can't be determined at orders.derived.joined, "
        "column lost: "
    )
    assert finding.help == (
        "Write the columns in models/orders/derived/joined.sql out by name, with the table each "
        "comes from, and declare the columns of the sources and seeds it reads."
    )


def test_a_model_that_dbt_did_not_compile(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: " "
        contract: {schema: [{name: a, type: integer}, {name: b, type: integer}]}
    """

    (finding,) = found("unknown-lineage", page)

    assert (finding.column, finding.path, finding.help) == (
        None,
        PRODUCT,
        f"Run `dbt compile` and see what it says of {PRODUCT}.",
    )


def test_what_is_only_read_does_not_count(found: Found) -> None:
    page = """
    sources: {orders.raw.a: {columns: {x: []}}}
    models:
      orders.derived.scored: {language: python, sql: "def model(dbt, session): ..."}
      orders.product.order_facts:
        sql: |
          select a.x, count(s.score) as scores
          from {{ source('orders_raw', 'a') }} a join {{ ref('scored') }} s on a.x = s.x
          where s.score > 1 group by a.x
        contract: {schema: [{name: x, type: integer}, {name: scores, type: bigint}]}
    """

    assert found("unknown-lineage", page) == []


def test_private_tiers_are_left_alone(found: Found) -> None:
    page = """
    models:
      orders.raw.scored: {language: python, sql: "def model(dbt, session): ..."}
      orders.derived.more: {sql: "select * from {{ ref('scored') }}"}
    """

    assert found("unknown-lineage", page) == []


def test_lineage_that_is_declared_where_nothing_reads_it_is_a_warning(found: Found) -> None:
    page = """
    models:
      orders.derived.a:
        sql: select 1 as x
        meta: {dbt_treaty_override: {lineage: {x: []}}}
    """

    (finding,) = found("unknown-lineage", page)

    assert (finding.severity, finding.resource, finding.message) == (
        Severity.WARN,
        "model.mesh.a",
        "a declares its lineage, and nothing reads that: its SQL says where its columns come from.",
    )


def test_a_declared_column_that_can_not_be_believed_says_why(found: Found) -> None:
    page = """
    sources: {orders.raw.events: {columns: {order_id: []}}}
    models:
      orders.derived.scored:
        language: python
        sql: "def model(dbt, session): ..."
        reads: [source.mesh.orders_raw.events]
        meta: {dbt_treaty_override: {lineage: {score: payments.amount}}}
      orders.product.order_facts:
        sql: select score from {{ ref('scored') }}
        contract: {schema: [{name: score, type: double}]}
    """

    (finding,) = found("unknown-lineage", page)

    assert (finding.column, finding.trail) == (
        "score",
        ("model.mesh.scored.score", "model.mesh.order_facts.v1.score"),
    )
    assert finding.message == (
        "Where order_facts.score comes from can't be determined at orders.derived.scored, column "
        "score: python model: `payments.amount` is declared, and is of nothing that the model "
        "depends on."
    )
