"""Mutations of versions that stand side by side."""

from __future__ import annotations

from mutation import Edit, Mutation

CONFIGURATION = "dbt_treaty.yml"
NEW_MODEL = "models/orders/product/order_facts_v3.sql"
NEW_CONTRACT = "contracts/orders/product/order_facts_v3.contract.yaml"
THREE = """\
name: orders.product.order_facts
version: "3.0.0"
owner: {team: "@orders-team", on_call: orders-pager}
schema:
  - {name: order_id, type: string, required: true, primary_key: true}
  - {name: gross_amount, type: "decimal(12,2)", required: true}
sla: {freshness: "15m", completeness: "99.9%", accuracy: "99%"}
semantics: {gross_amount: Gross amount in its currency}
"""
ENDS = 'deprecation: {previous_version: 2.x, announced: "2019-12-01", sunset_date: "2020-03-31"}\n'
MODEL = """\
select
    cast(order_id as varchar) as order_id,
    cast(amount as decimal(12, 2)) as gross_amount
from {{ ref('orders_enriched') }}
"""

VERSIONS = (
    Mutation(
        "a version past its sunset date",
        "mesh",
        (
            Edit(NEW_MODEL, "", MODEL),
            Edit(NEW_CONTRACT, "", THREE + ENDS),
            Edit(
                CONFIGURATION,
                "contracts: contracts/\n",
                "contracts: contracts/\nlatest_versions: {orders.product.order_facts: 2}\n",
            ),
        ),
        frozenset({"sunset-version"}),
        (
            Edit(NEW_MODEL, "", MODEL),
            Edit(NEW_CONTRACT, "", THREE),
            Edit(
                CONFIGURATION,
                "contracts: contracts/\n",
                "contracts: contracts/\npolicies: {missing-deprecation: off}\n",
            ),
        ),
        "The twin publishes the new major beside the old one, whose end nobody has named.",
        sync=True,
    ),
)
