{#- How many rows each quarantine holds and how many the last run of its model set aside. -#}
{{ config(
    enabled=dbt_treaty.governance_is_on(),
    materialized='view',
    meta={'dbt_treaty_override': {'domain': 'platform', 'tier': 'curated'}},
) }}

with runs as (
  select
    resource,
    contract,
    version,
    reason as quarantine,
    measured as rows_held,
    row_count as rows_set_aside,
    measured_at,
    row_number() over (partition by resource order by measured_at desc) as back
  from {{ ref('treaty_measurements') }}
  where promise = 'quarantine'
)

select resource, contract, version, quarantine, rows_held, rows_set_aside, measured_at
from runs
where back = 1
