{#- Each contracted table as its last run left it, against the runs before.

    volume: anomaly where the rows are farther from the median of up to 30 runs before than five times their spread
    (1.4826 times the median absolute deviation, and no less than 1 % of the median); unknown with fewer
    than 8. columns_state: changed where a name, a type or the order is not that of the run before. -#}
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
    measured,
    reason as columns,
    measured_at,
    row_number() over (partition by resource order by measured_at desc) as back
  from {{ ref('treaty_measurements') }}
  where promise = 'volume'
),

ranked as (
  select
    resource,
    measured,
    row_number() over (partition by resource order by measured) as place,
    count(*) over (partition by resource) as runs_before
  from runs
  where back between 2 and 31
),

medians as (
  select resource, avg(measured) as median_rows, max(runs_before) as runs_before
  from ranked
  where 2 * place between runs_before and runs_before + 2
  group by resource
),

deviations as (
  select
    ranked.resource,
    abs(ranked.measured - medians.median_rows) as deviation,
    row_number() over (partition by ranked.resource order by abs(ranked.measured - medians.median_rows)) as place,
    ranked.runs_before
  from ranked
  join medians on medians.resource = ranked.resource
),

spreads as (
  select resource, 1.4826 * avg(deviation) as spread
  from deviations
  where 2 * place between runs_before and runs_before + 2
  group by resource
),

compared as (
  select
    latest.resource,
    latest.contract,
    latest.version,
    latest.measured as row_count,
    latest.measured_at,
    latest.columns as columns_now,
    previous.columns as columns_before,
    coalesce(medians.runs_before, 0) as runs_before,
    medians.median_rows,
    case when spreads.spread > 0.01 * medians.median_rows then spreads.spread else 0.01 * medians.median_rows end as spread
  from runs as latest
  left join runs as previous on previous.resource = latest.resource and previous.back = 2
  left join medians on medians.resource = latest.resource
  left join spreads on spreads.resource = latest.resource
  where latest.back = 1
)

select
  resource,
  contract,
  version,
  row_count,
  median_rows,
  spread,
  runs_before,
  case
    when runs_before < 8 then 'unknown'
    when abs(row_count - median_rows) > 5 * spread then 'anomaly'
    else 'usual'
  end as volume_state,
  case
    when columns_before is null then 'unknown'
    when columns_before = columns_now then 'same'
    else 'changed'
  end as columns_state,
  columns_before,
  columns_now,
  measured_at
from compared
