from __future__ import annotations

import yaml

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

PAGE = """
configuration: {domain: orders}
models:
  orders.product.order_facts:
    sql: select 'a' as order_id
    contract: {version: "2.1.0", schema: [{name: order_id, type: string}]}
  orders.derived.list: {sql: "select order_id from {{ ref('order_facts') }}"}
  marketing.derived.leads:
    sql: |
      -- the order's id
      select order_id from {{ ref('order_facts') }}
"""


def test_a_finding_shows_the_line_to_add(found: Found) -> None:
    assert found("unpinned-subscription", PAGE) == [
        Finding(
            policy="unpinned-subscription",
            severity=Severity.ERROR,
            resource="model.mesh.leads",
            message="leads of the marketing domain reads orders.product.order_facts 2.1.0, and no "
            "pin says which versions it accepts.",
            help='Add `- {domain: marketing, source: orders.product.order_facts, pin: "^2.1"}` to '
            "`consumers:` in dbt_treaty.yml.",
            path="models/marketing/derived/leads.sql",
            line=2,
        )
    ]


def test_a_product_of_no_known_version_wants_a_pin_too(found: Found) -> None:
    page = """
    configuration: {domain: marketing}
    sources: {orders.product.order_facts: {columns: {order_id: []}}}
    models:
      derived.leads: {sql: "select order_id from {{ source('orders_product', 'order_facts') }}"}
    """
    assert [finding.help for finding in found("unpinned-subscription", page)] == [
        'Add `- {source: orders.product.order_facts, pin: "^1.0"}` to `consumers:` in '
        "dbt_treaty.yml with the version that you rely on."
    ]


def test_what_is_read_past_dbt_and_beside_a_query_is_read(found: Found) -> None:
    page = yaml.safe_load(PAGE)
    page["models"]["marketing.derived.leads"]["sql"] = (
        "select order_id from orders_product.order_facts"
    )
    page["hooks"] = {"on-run-end": ["create table x as select * from orders_product.order_facts"]}
    page["configuration"] = {"domain": "sales", "consumers": []}
    text = yaml.safe_dump(page)
    assert [(f.resource, f.path) for f in found("unpinned-subscription", text)] == [
        ("", "dbt_project.yml"),
        ("model.mesh.leads", "models/marketing/derived/leads.sql"),
    ]


def test_a_product_without_a_contract_and_a_private_tier(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts: {sql: select 'a' as order_id}
      orders.derived.all_orders: {sql: select 'a' as order_id}
      marketing.derived.one: {sql: "select order_id from {{ ref('order_facts') }}"}
      marketing.derived.two: {sql: "select order_id from {{ ref('all_orders') }}"}
    """
    found_ = found("unpinned-subscription", page)
    assert [finding.resource for finding in found_] == ["model.mesh.one"]
