{#- What each run measured: service levels, volumes, quarantines. The package's on-run-end hook appends to it;
    building it makes the empty table where there is none, and never touches a row. -#}
{{ config(
    enabled=dbt_treaty.governance_is_on(),
    materialized='incremental',
    on_schema_change='append_new_columns',
    full_refresh=false,
    meta={'dbt_treaty_override': {'domain': 'platform', 'tier': 'curated'}},
    pre_hook="{{ dbt_treaty.require_materialized('incremental') }}",
) }}

{{ dbt_treaty.empty_select(dbt_treaty.history_columns()) }}
