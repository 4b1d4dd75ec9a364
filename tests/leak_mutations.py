"""Mutations that carry personal data where nobody expects it."""

from __future__ import annotations

from mutation import Edit, Mutation

SHOPPER_EMAIL = "{{ dbt_treaty.mask('email_lower', 'tokenize') }} as email_token"
IDENTITIES = "models/customer/derived/customer_identities.sql"
USERS_CLEAN = "models/customer/derived/users_clean.sql"
STORE_MEMBERS_CLEAN = "models/customer/derived/store_members_clean.sql"
SEGMENTS = "models/customer/product/customer_segments.sql"
LEAD_STATS = "models/marketing/product/campaign_lead_stats.sql"
CUSTOMER_DIM_CONTRACT = "contracts/customer/product/customer_dim.contract.yaml"
LEAK = frozenset({"pii-unmasked", "undeclared-tag"})

LEAKS = (
    Mutation(
        "a PII column under another name, three models upstream",
        "mesh",
        (Edit(USERS_CLEAN, "upper(country) as market", "lower(trim(email)) as market"),),
        LEAK,
        (
            Edit(
                USERS_CLEAN, "lower(trim(email)) as email_lower", "lower(trim(email)) as login_name"
            ),
            Edit(
                "models/customer/derived/_customer_derived.yml",
                "{name: email_lower, description: E-mail in lower case,",
                "{name: login_name, description: E-mail in lower case,",
            ),
            Edit(IDENTITIES, SHOPPER_EMAIL, SHOPPER_EMAIL.replace("email_lower", "login_name")),
        ),
        "users_clean → customer_identities → customer_profiles → customer_segments.market. The "
        "twin renames the column and its declaration, and the mask still stands.",
    ),
    Mutation(
        "a PII column renamed in an ephemeral model",
        "mesh",
        (Edit(STORE_MEMBERS_CLEAN, "home_country as market", "contact_name as market"),),
        LEAK,
        (
            Edit(
                STORE_MEMBERS_CLEAN, "home_country as market", "upper(trim(home_country)) as market"
            ),
        ),
        "An ephemeral model reaches its readers as a CTE; its columns are judged all the same.",
    ),
    Mutation(
        "an unmasked alias",
        "mesh",
        (Edit(IDENTITIES, "'web' as origin", "email_lower as origin"),),
        LEAK,
        (Edit(IDENTITIES, "'web' as origin", "lower('Web') as origin"),),
        "The mask still stands on email_token; the alias beside it has none.",
    ),
    Mutation(
        "a CASE that returns the value",
        "mesh",
        (Edit(USERS_CLEAN, "else '60 and over'", "else email"),),
        LEAK,
        (
            Edit(
                USERS_CLEAN,
                "when birth_date >= date '1996-01-01' then 'under 30'",
                "when email is null then 'unknown'\n"
                "        when birth_date >= date '1996-01-01' then 'under 30'",
            ),
        ),
        "The twin only asks about the e-mail: a condition carries no tag.",
    ),
    Mutation(
        "a scalar subquery",
        "mesh",
        (
            Edit(
                SEGMENTS,
                "cast(profiles.origin as varchar)",
                "cast((select max(email_lower) from {{ ref('users_clean') }}) as varchar)",
            ),
        ),
        LEAK,
        (
            Edit(
                SEGMENTS,
                "cast(profiles.origin as varchar)",
                "cast((select max(origin) from {{ ref('customer_identities') }}) as varchar)",
            ),
        ),
        "",
    ),
    Mutation(
        "max(email)",
        "mesh",
        (
            Edit(
                LEAD_STATS,
                "count(*) as leads,",
                "count(*) as leads,\n        max(hashed_lead_email) as reach,",
            ),
            Edit(LEAD_STATS, "cast(campaigns.channel as varchar)", "cast(leads.reach as varchar)"),
        ),
        LEAK,
        (
            Edit(
                LEAD_STATS,
                "count(distinct hashed_lead_email) as unique_hashed_emails",
                "approx_count_distinct(hashed_lead_email) as unique_hashed_emails",
            ),
        ),
        "MAX returns somebody's value, and a token is personal data too; a count returns nobody's.",
    ),
    Mutation(
        "a star that drags PII along",
        "mesh",
        (
            Edit(
                "models/orders/derived/orders_enriched.sql",
                "select * exclude (checkout_email)",
                "select *",
            ),
        ),
        frozenset({"undeclared-tag"}),
        (
            Edit(
                "models/orders/derived/orders_enriched.sql",
                "select * exclude (checkout_email)",
                "select * exclude (checkout_email, country)",
            ),
        ),
        "orders.* then brings checkout_email into orders_enriched, where nobody declares it.",
    ),
    Mutation(
        "a snapshot that keeps PII nobody declared",
        "mesh",
        (
            Edit(
                "snapshots/customer/derived/consent_history.sql",
                "    marketing_consent,\n",
                "    marketing_consent,\n    email,\n",
            ),
        ),
        frozenset({"undeclared-tag"}),
        (
            Edit(
                "snapshots/customer/derived/consent_history.sql",
                "    marketing_consent,\n",
                "    marketing_consent,\n    country,\n",
            ),
        ),
        "",
    ),
    Mutation(
        "a contract that does not tag",
        "mesh",
        (
            Edit(
                CUSTOMER_DIM_CONTRACT,
                '    tags: [PII]\n    mask: tokenize\n    description: "Phone',
                '    mask: tokenize\n    description: "Phone',
            ),
        ),
        frozenset({"undeclared-tag"}),
        (
            Edit(
                CUSTOMER_DIM_CONTRACT,
                '    tags: [PII]\n    mask: tokenize\n    description: "Phone',
                '    tags: [PII, contact]\n    mask: tokenize\n    description: "Phone',
            ),
        ),
        "The twin adds a tag of its own; nobody reads phone_number, so nobody has to declare it.",
        sync=True,
    ),
    Mutation(
        "a tag that crosses a repository by declaration",
        "loyalty",
        (
            Edit(
                "models/derived/member_orders.sql",
                "    members.level,\n",
                "    coalesce(max(orders.customer_email), members.level) as level,\n",
            ),
        ),
        LEAK,
        (
            Edit(
                "models/derived/member_orders.sql",
                "    members.level,\n",
                "    coalesce(max(members.level), members.level) as level,\n",
            ),
        ),
        "The source's column is tagged in _sources.yml; nothing else says so here.",
    ),
)
