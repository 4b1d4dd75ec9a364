"""Mutations that cross a domain's border, or the rules of those who read across it."""

from __future__ import annotations

from mutation import Edit, Mutation

PAYMENTS_PRICED = "models/payments/derived/payments_priced.sql"
RECONCILIATION = "models/payments/derived/payment_reconciliation.sql"
ORDER_TOTALS = "models/customer/derived/order_totals.sql"
CONFIGURATION = "dbt_treaty.yml"
SOURCES = "models/_sources.yml"
RATES = "select currency_code, usd_rate from {{ source('mesh_platform', 'dim_currency') }}\n"
GRANT = (
    'cross_region_eu:\n  granted_by: "@platform-compliance"\n  expires: "{expires}"\n'
    '  reason: "one-off churn analysis, ticket PLAT-4411"\n'
)

BOUNDARIES = (
    Mutation(
        "another domain's raw tier by ref",
        "mesh",
        (Edit(PAYMENTS_PRICED, "{{ ref('order_facts') }}", "{{ ref('orders') }}"),),
        frozenset({"tier-boundary"}),
        (Edit(PAYMENTS_PRICED, "{{ ref('order_facts') }}", "{{ ref('order_facts', v=2) }}"),),
        "The twin names the contract's major.",
    ),
    Mutation(
        "another domain's derived tier by ref",
        "mesh",
        (Edit(RECONCILIATION, "{{ ref('order_facts') }}", "{{ ref('orders_enriched') }}"),),
        frozenset({"tier-boundary"}),
        (Edit(RECONCILIATION, "{{ ref('order_facts') }}", "{{ ref('mesh', 'order_facts') }}"),),
        "",
    ),
    Mutation(
        "another domain's raw tier by name",
        "mesh",
        (Edit(PAYMENTS_PRICED, "{{ ref('order_facts') }}", "orders_raw.orders"),),
        frozenset({"hard-coded-reference", "tier-boundary"}),
        (
            Edit(PAYMENTS_PRICED, "known_orders as (", "orders as ("),
            Edit(
                PAYMENTS_PRICED,
                "inner join known_orders on events.order_id = known_orders.order_id",
                "inner join orders on events.order_id = orders.order_id",
            ),
        ),
        "The twin's CTE has the name of a raw table of the orders domain, and reads none.",
    ),
    Mutation(
        "a product by name",
        "mesh",
        (Edit(ORDER_TOTALS, "{{ ref('order_facts') }}", "orders_product.order_facts"),),
        frozenset({"hard-coded-reference"}),
        (
            Edit(
                ORDER_TOTALS, "{{ ref('order_facts') }}", "(select * from {{ ref('order_facts') }})"
            ),
        ),
        "",
    ),
    Mutation(
        "a file instead of a seed",
        "mesh",
        (
            Edit(
                "models/marketing/derived/campaign_costs.sql",
                "{{ ref('ad_spend') }}",
                "read_csv('seeds/marketing/raw/ad_spend.csv')",
            ),
        ),
        frozenset({"hard-coded-reference", "unknown-lineage"}),
        (
            Edit(
                "models/marketing/derived/campaign_costs.sql",
                "{{ ref('ad_spend') }}",
                "(select * from {{ ref('ad_spend') }})",
            ),
        ),
        "Nothing is known of a file's columns, so what comes out of it is unknown as well.",
    ),
    Mutation(
        "another domain's derived tier by source",
        "loyalty",
        (Edit(SOURCES, "schema: orders_product", "schema: orders_derived"),),
        frozenset({"tier-boundary"}),
        (Edit(SOURCES, "schema: orders_product", 'schema: "orders_product"'),),
        "",
    ),
    Mutation(
        "a source nobody owns",
        "loyalty",
        (Edit(SOURCES, "schema: orders_product", "schema: landing_zone"),),
        frozenset({"unknown-owner", "tier-boundary"}),
        (
            Edit(
                SOURCES,
                "    schema: orders_product\n",
                "    schema: orders_product\n    config:\n      meta:\n"
                "        dbt_treaty_override: {domain: orders, tier: product}\n",
            ),
        ),
        "What nobody owns counts as another domain's private data.",
    ),
    Mutation(
        "a model outside the layout",
        "mesh",
        (Edit("models/scratch.sql", "", "select code from {{ ref('currencies') }}\n"),),
        frozenset({"unknown-owner", "tier-boundary"}),
        (
            Edit(
                "models/platform/derived/scratch.sql",
                "",
                "select code from {{ ref('currencies') }}\n",
            ),
        ),
        "",
    ),
    Mutation(
        "a subscription without a pin",
        "mesh",
        (
            Edit(
                CONFIGURATION,
                '  - {domain: payments, source: orders.product.order_facts, pin: "^2.1", '
                "on_breaking: fail_ci}\n",
                "",
            ),
        ),
        frozenset({"unpinned-subscription"}),
        (
            Edit(
                CONFIGURATION,
                '{domain: payments, source: orders.product.order_facts, pin: "^2.1"',
                '{domain: payments, source: orders.product.order_facts, pin: "^2.0"',
            ),
        ),
        "Another domain's pin on the same product does not count.",
    ),
    Mutation(
        "a pin that the product does not meet",
        "mesh",
        (
            Edit(
                CONFIGURATION,
                '{domain: payments, source: orders.product.order_facts, pin: "^2.1"',
                '{domain: payments, source: orders.product.order_facts, pin: "^2.2"',
            ),
        ),
        frozenset({"pin-unsatisfied"}),
        (
            Edit(
                CONFIGURATION,
                '{domain: payments, source: orders.product.order_facts, pin: "^2.1"',
                '{domain: payments, source: orders.product.order_facts, pin: "^2.1.0"',
            ),
        ),
        "",
    ),
    Mutation(
        "a conformed dimension defined again",
        "loyalty",
        (
            Edit(
                "models/derived/dim_currency.sql",
                "",
                RATES,
            ),
        ),
        frozenset({"duplicate-dimension"}),
        (
            Edit(
                "models/derived/currency_rates.sql",
                "",
                RATES,
            ),
        ),
        "",
    ),
    Mutation(
        "a cross join",
        "mesh",
        (
            Edit(
                ORDER_TOTALS,
                "inner join {{ ref('dim_currency') }} as currencies\n"
                "    on facts.currency = currencies.currency_code\n",
                "cross join {{ ref('dim_currency') }} as currencies\n",
            ),
        ),
        frozenset({"query-pattern"}),
        (
            Edit(
                ORDER_TOTALS,
                "inner join {{ ref('dim_currency') }} as currencies\n",
                "join {{ ref('dim_currency') }} as currencies\n",
            ),
        ),
        "",
    ),
    Mutation(
        "an exception past its date",
        "mesh",
        (
            Edit(
                "exceptions/cross_region_eu.yaml",
                "",
                GRANT.format(expires="2026-01-31T00:00:00Z"),
            ),
        ),
        frozenset({"expired-exception"}),
        (
            Edit(
                "exceptions/cross_region_eu.md",
                "",
                GRANT.format(expires="2026-01-31T00:00:00Z"),
            ),
        ),
        "The twin is a file that is no grant; one that excepts nothing here would be a warning.",
    ),
    Mutation(
        "European data on compute elsewhere",
        "mesh",
        (Edit(CONFIGURATION, "compute_region: eu-west-1", "compute_region: us-east-1"),),
        frozenset({"cross-region"}),
        (Edit(CONFIGURATION, "compute_region: eu-west-1", 'compute_region: "eu-west-1"'),),
        "marketing.derived.lead_attribution reads customer_dim, whose region is EU.",
    ),
)
