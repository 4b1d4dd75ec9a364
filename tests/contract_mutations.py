"""Mutations of models and contracts that no longer fit each other."""

from __future__ import annotations

from mutation import Edit, Mutation

ORDER_FACTS = "models/orders/product/order_facts.sql"
DIM_DATE = "models/platform/product/dim_date.sql"
ORDER_FACTS_CONTRACT = "contracts/orders/product/order_facts.contract.yaml"
ORDER_FACTS_PROPERTIES = "models/orders/product/_treaty/order_facts.yml"
DIM_DATE_CONTRACT = "contracts/platform/product/dim_date.contract.yaml"
CUSTOMER_DIM_CONTRACT = "contracts/customer/product/customer_dim.contract.yaml"

CONTRACT = (
    Mutation(
        "a dropped contract column",
        "mesh",
        (Edit(ORDER_FACTS, "    cast(currency as varchar) as currency,\n", ""),),
        frozenset({"contract-mismatch"}),
        (
            Edit(
                ORDER_FACTS,
                "    cast(currency as varchar) as currency,\n"
                "    cast(status as varchar) as status\n",
                "    cast(status as varchar) as status,\n"
                "    cast(currency as varchar) as currency\n",
            ),
        ),
        "The twin swaps two columns: dbt matches them by name.",
    ),
    Mutation(
        "an unpromised column",
        "mesh",
        (
            Edit(
                ORDER_FACTS,
                "cast(status as varchar) as status\n",
                "cast(status as varchar) as status,\n"
                "    cast(order_number as integer) as order_number\n",
            ),
        ),
        frozenset({"contract-mismatch"}),
        (
            Edit(
                ORDER_FACTS,
                "where is_known_currency",
                "where is_known_currency and order_number > 0",
            ),
        ),
        "The twin reads the same column without publishing it.",
    ),
    Mutation(
        "a narrowed cast",
        "mesh",
        (Edit(ORDER_FACTS, "cast(amount as decimal(12, 2))", "cast(amount as decimal(8, 2))"),),
        frozenset({"contract-mismatch"}),
        (Edit(ORDER_FACTS, "cast(amount as decimal(12, 2))", "amount::decimal(12,2)"),),
        "The twin is the same cast in DuckDB's short form.",
    ),
    Mutation(
        "a config() that turns the contract off",
        "mesh",
        (
            Edit(
                ORDER_FACTS,
                "with enriched as (",
                "{{ config(contract={'enforced': false}) }}\n\nwith enriched as (",
            ),
        ),
        frozenset({"contract-overridden"}),
        (
            Edit(
                ORDER_FACTS,
                "with enriched as (",
                "{{ config(tags=['hourly']) }}\n\nwith enriched as (",
            ),
        ),
        "",
    ),
    Mutation(
        "a config() that makes a product a view",
        "mesh",
        (Edit(DIM_DATE, "with days as (", "{{ config(materialized='view') }}\n\nwith days as ("),),
        frozenset({"contract-overridden"}),
        (Edit(DIM_DATE, "with days as (", "{{ config(materialized='table') }}\n\nwith days as ("),),
        "A view holds none of the constraints that the contract promises.",
    ),
    Mutation(
        "a config() that wipes out the generated meta",
        "mesh",
        (
            Edit(
                DIM_DATE,
                "with days as (",
                "{{ config(meta={'dbt_treaty': {}}) }}\n\nwith days as (",
            ),
        ),
        frozenset({"contract-overridden"}),
        (
            Edit(
                DIM_DATE,
                "with days as (",
                "{{ config(meta={'runbook': 'calendar'}) }}\n\nwith days as (",
            ),
        ),
        "A model's own meta beats the generated one, and dbt says nothing of it.",
    ),
    Mutation(
        "a contract edited and not synced",
        "mesh",
        (Edit(ORDER_FACTS_CONTRACT, "min: 0", "min: 1"),),
        frozenset({"stale-properties"}),
        (
            Edit(
                ORDER_FACTS_CONTRACT,
                "# latest order_ts at most 15 minutes old",
                "# fifteen minutes, measured on order_ts",
            ),
        ),
        "The twin edits a comment, which is no part of the contract's meaning.",
    ),
    Mutation(
        "a hand-edited property file",
        "mesh",
        (
            Edit(
                ORDER_FACTS_PROPERTIES,
                "      data_type: decimal(12,2)\n      constraints:",
                "      data_type: double\n      constraints:",
            ),
        ),
        frozenset({"stale-properties", "contract-overridden", "contract-mismatch"}),
        (
            Edit(
                "models/orders/derived/_orders_derived.yml",
                "version: 2\n",
                "version: 2\n# what stands here is written by hand, and may be\n",
            ),
        ),
        "The twin edits a file that sync did not generate.",
    ),
    Mutation(
        "a contract with a field missing",
        "mesh",
        (Edit(DIM_DATE_CONTRACT, 'sla: { completeness: "100%", accuracy: "100%" }\n', ""),),
        frozenset({"incomplete-contract"}),
        (
            Edit(
                DIM_DATE_CONTRACT,
                'sla: { completeness: "100%", accuracy: "100%" }\n',
                'sla:\n  accuracy: "100%"\n  completeness: "100%"\n',
            ),
        ),
        "Not synced, stale-properties speaks as well.",
        sync=True,
    ),
    Mutation(
        "a contract that nobody answers for at night",
        "mesh",
        (Edit(DIM_DATE_CONTRACT, ', on_call: "platform-pager"', ""),),
        frozenset({"incomplete-contract"}),
        (
            Edit(
                DIM_DATE_CONTRACT,
                ', on_call: "platform-pager"',
                ', on_call: "platform-night-shift"',
            ),
        ),
        "",
        sync=True,
    ),
    Mutation(
        "a product without a contract",
        "mesh",
        (
            Edit(
                "models/orders/product/order_channels.sql",
                "",
                "select order_id, sales_channel from {{ ref('orders_enriched') }}\n",
            ),
        ),
        frozenset({"missing-contract"}),
        (
            Edit(
                "models/orders/derived/order_channels.sql",
                "",
                "select order_id, sales_channel from {{ ref('orders_enriched') }}\n",
            ),
        ),
        "The twin is the same model in the derived tier.",
    ),
    Mutation(
        "customer data kept for too long",
        "mesh",
        (Edit(CUSTOMER_DIM_CONTRACT, "retention_days: 730", "retention_days: 731"),),
        frozenset({"retention"}),
        (Edit(CUSTOMER_DIM_CONTRACT, "retention_days: 730", "retention_days: 365"),),
        "",
        sync=True,
    ),
)
