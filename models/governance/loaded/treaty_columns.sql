{#- Every column that a node has, declares or promises; filled by the gate of the run that builds it. -#}
{{ config(
    enabled=dbt_treaty.governance_is_on(),
    materialized='table',
    meta={'dbt_treaty_override': {'domain': 'platform', 'tier': 'curated'}},
    pre_hook="{{ dbt_treaty.require_materialized('table') }}",
    post_hook="{{ dbt_treaty.fill_governance_table('columns') }}",
) }}

{{ dbt_treaty.governance_table('columns') }}
