from __future__ import annotations

import pytest

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

KEY = "contract: {schema: [{name: %s, type: string, primary_key: true, required: true}]}"
PAGE = """
sources: {{platform.curated.Dim_Currency: {{columns: {{code: []}}}}}}
models:
  platform.product.dim_store: {{sql: select 'a' as store_id, {store}}}
  platform.derived.dim_draft: {{sql: select 'a' as draft_id}}
  {name}: {{sql: select 'a' as {key}{contract}}}
"""


def finding(resource: str, path: str, message: str, call: str) -> Finding:
    table = path.rsplit("/", 1)[-1]
    return Finding(
        policy="duplicate-dimension",
        severity=Severity.ERROR,
        resource=resource,
        message=message,
        help=f"Read {call} in its place; what {table} adds belongs to a table with a name and a "
        "key of its own, or into the platform's dimension.",
        path=f"models/{path}.sql",
    )


def page(name: str, key: str = "code", contract: str = "") -> str:
    return PAGE.format(name=name, key=key, contract=contract, store=KEY % "store_id")


@pytest.mark.parametrize("table", ["dim_currency", "DIM_CURRENCY", "currency_dim"])
def test_a_dimension_of_the_same_name(found: Found, table: str) -> None:
    assert found("duplicate-dimension", page(f"loyalty.derived.{table}")) == [
        finding(
            f"model.mesh.{table}",
            f"loyalty/derived/{table}",
            f"loyalty.derived.{table} defines the conformed dimension "
            "platform.curated.Dim_Currency again: it has its name.",
            "`{{ source('platform_curated', 'Dim_Currency') }}`",
        )
    ]


def test_a_table_of_the_same_name(found: Found) -> None:
    model = "sql: \"{{ config(alias='dim_currency') }} select 'a' as code\""
    text = page("loyalty.derived.rates").replace("sql: select 'a' as code", model)
    assert [each.message for each in found("duplicate-dimension", text)] == [
        "loyalty.derived.rates defines the conformed dimension platform.curated.Dim_Currency "
        "again: it has its name."
    ]


def test_a_dimension_of_the_same_key(found: Found) -> None:
    contract = f", {KEY % 'STORE_ID'}"
    assert found("duplicate-dimension", page("orders.product.dim_shop", "store_id", contract)) == [
        finding(
            "model.mesh.dim_shop.v1",
            "orders/product/dim_shop",
            "orders.product.dim_shop defines the conformed dimension platform.product.dim_store "
            "again: it has its primary key (store_id).",
            "`{{ ref('dim_store', v=1) }}`",
        )
    ]


@pytest.mark.parametrize(
    "name",
    [
        "loyalty.derived.currency_rates",
        "loyalty.derived.currency",
        "loyalty.derived.dim_",
        "loyalty.derived.dim_draft",  # the platform's own is private
        "platform.derived.dim_currency",
    ],
)
def test_what_is_none(found: Found, name: str) -> None:
    assert found("duplicate-dimension", page(name)) == []


def test_a_fact_may_have_the_key(found: Found) -> None:
    contract = f", {KEY % 'store_id'}"
    assert found("duplicate-dimension", page("orders.product.sales", "store_id", contract)) == []


def test_options(found: Found) -> None:
    text = """
    configuration:
      policies: {duplicate-dimension: {domain: core, dimensions: [core.product.dim_day, region]}}
    models:
      platform.product.dim_a: {sql: select 1 as a}
      core.product.dim_b: {sql: select 1 as a}
      orders.derived.a_dim: {sql: select 1 as a}
      orders.derived.b_dim: {sql: select 1 as a}
      orders.derived.dim_day: {sql: select 1 as a}
      orders.derived.region_dim: {sql: select 1 as a}
    """
    told = [(f.resource, f.help.split(" in its")[0]) for f in found("duplicate-dimension", text)]
    assert told == [
        ("model.mesh.b_dim", "Read `{{ ref('dim_b') }}`"),
        ("model.mesh.dim_day", "Read core.product.dim_day"),
        ("model.mesh.region_dim", "Read region"),
    ]
