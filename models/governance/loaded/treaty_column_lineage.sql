{#- Which column comes from which; filled by the gate of the run that builds it. -#}
{{ config(
    enabled=dbt_treaty.governance_is_on(),
    materialized='table',
    meta={'dbt_treaty_override': {'domain': 'platform', 'tier': 'curated'}},
    pre_hook="{{ dbt_treaty.require_materialized('table') }}",
    post_hook="{{ dbt_treaty.fill_governance_table('column_lineage') }}",
) }}

{{ dbt_treaty.governance_table('column_lineage') }}
