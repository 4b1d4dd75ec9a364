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

LEADS = "contracts/marketing/product/campaign_lead_stats.contract.yaml"
NEXT_LEADS_MODEL = "models/marketing/product/campaign_lead_stats_v2.sql"
NEXT_LEADS = "contracts/marketing/product/campaign_lead_stats_v2.contract.yaml"
TWO = """\
name: marketing.product.campaign_lead_stats
version: "2.0.0"
owner: {team: "@marketing-team", on_call: marketing-pager}
schema:
  - {name: campaign_id, type: string, required: true, primary_key: true}
  - {name: spend_usd, type: "decimal(12,2)", required: true}
sla: {freshness: "24h", completeness: "99%", accuracy: "99%"}
semantics: {spend_usd: What the campaign cost}
"""
ANNOUNCED = """\
deprecation: {previous_version: 1.x, announced: "2024-01-01", sunset_date: "2099-12-31"}
"""
SPEND = """\
select
    cast(campaign_id as varchar) as campaign_id,
    cast(spend_usd as decimal(12, 2)) as spend_usd
from {{ ref('campaign_costs') }}
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
    Mutation(
        "a column that may be NULL in a patch",
        "mesh",
        (
            Edit(LEADS, 'version: "1.2.0"', 'version: "1.2.1"'),
            Edit(
                LEADS,
                'type: "decimal(12,2)", required: true, min: 0,',
                'type: "decimal(12,2)", min: 0,',
            ),
        ),
        frozenset({"semver-bump"}),
        (
            Edit(LEADS, 'version: "1.2.0"', 'version: "1.2.1"'),
            Edit(LEADS, "What the campaign cost in US dollars", "Its cost in US dollars"),
        ),
        "The twin says the same in other words.",
        sync=True,
        committed=True,
    ),
    Mutation(
        "a new major that names no end of the old one",
        "mesh",
        (Edit(NEXT_LEADS_MODEL, "", SPEND), Edit(NEXT_LEADS, "", TWO)),
        frozenset({"missing-deprecation"}),
        (Edit(NEXT_LEADS_MODEL, "", SPEND), Edit(NEXT_LEADS, "", TWO + ANNOUNCED)),
        "",
        sync=True,
        committed=True,
    ),
)
