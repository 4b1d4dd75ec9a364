{#- How each promised service level stands now.

    red: the last measurement broke the promise. unknown: none within `sla_unknown_after_hours` (24), or one that
    could tell nothing. amber: kept, but more than 80 % of what is allowed is used up, or less than a quarter of the
    error budget is left. green: kept. The error budget is the share of the hours of the last 30 days that may be
    broken, of those that were measured: what completeness and accuracy allow of their own, and 100 -
    `sla_objective` (99) percent for the others; below 0 it is overspent. trend: the share of kept hours of the last 7
    days against those before. -#}
{{ config(
    enabled=dbt_treaty.governance_is_on(),
    materialized='view',
    meta={'dbt_treaty_override': {'domain': 'platform', 'tier': 'curated'}},
) }}

{%- set settings = var('dbt_treaty', none) if var('dbt_treaty', none) is mapping else {} %}
{%- set unknown_after = settings.get('sla_unknown_after_hours', var('sla_unknown_after_hours', 24)) | float %}
{%- set objective = settings.get('sla_objective', var('sla_objective', 99)) | float %}

with aged as (
  select
    resource,
    promise,
    measured,
    target,
    ok,
    reason,
    measured_at,
    {{ dbt_treaty.seconds_between('measured_at', dbt_treaty.now_in_utc()) }} as age_seconds,
    row_number() over (partition by resource, promise order by measured_at desc) as back
  from {{ ref('treaty_measurements') }}
  where promise in ('freshness', 'completeness', 'accuracy', 'late_arrival_window')
),

hours as (
  select
    resource,
    promise,
    floor(age_seconds / 3600) as hours_ago,
    min(case when ok then 1 when not ok then 0 end) as kept
  from aged
  where age_seconds <= 30 * 86400
  group by resource, promise, floor(age_seconds / 3600)
),

budgets as (
  select
    resource,
    promise,
    count(kept) as measured_hours,
    sum(1 - kept) as broken_hours,
    avg(case when hours_ago < 168 then 1.0 * kept end) as kept_lately,
    avg(case when hours_ago >= 168 then 1.0 * kept end) as kept_before
  from hours
  group by resource, promise
),

joined as (
  select
    promises.node_unique_id as resource,
    promises.contract_name as contract,
    promises.contract_version as version,
    promises.promise,
    promises.promised,
    promises.lack,
    aged.measured,
    aged.target,
    aged.ok,
    aged.reason,
    aged.measured_at,
    aged.age_seconds,
    coalesce(budgets.measured_hours, 0) as measured_hours,
    coalesce(budgets.broken_hours, 0) as broken_hours,
    budgets.kept_lately,
    budgets.kept_before,
    case when promises.promise in ('completeness', 'accuracy') then aged.target else {{ objective }} end as objective
  from {{ ref('treaty_sla_promises') }} as promises
  left join aged
    on aged.resource = promises.node_unique_id
    and aged.promise = promises.promise
    and aged.back = 1
  left join budgets
    on budgets.resource = promises.node_unique_id
    and budgets.promise = promises.promise
),

budgeted as (
  select
    joined.*,
    case
      when measured_hours = 0 then null
      when objective < 100 then 1.0 - (100.0 * broken_hours / measured_hours) / (100.0 - objective)
      when broken_hours = 0 then 1.0
      else 0.0
    end as error_budget_left
  from joined
)

select
  resource,
  contract,
  version,
  promise,
  promised,
  case
    when measured_at is null or age_seconds > {{ unknown_after }} * 3600 or ok is null then 'unknown'
    when not ok then 'red'
    when promise = 'freshness' and measured > 0.8 * target then 'amber'
    when promise in ('completeness', 'accuracy') and 100 - measured > 0.8 * (100 - target) then 'amber'
    when error_budget_left < 0.25 then 'amber'
    else 'green'
  end as state,
  case
    when measured_at is null then coalesce(lack, 'it was never measured')
    when age_seconds > {{ unknown_after }} * 3600 then 'its last measurement is too old'
    else reason
  end as reason,
  measured,
  target,
  measured_at,
  measured_hours,
  broken_hours,
  error_budget_left,
  case
    when kept_lately is null or kept_before is null then 'unknown'
    when kept_lately > kept_before + 0.01 then 'better'
    when kept_lately < kept_before - 0.01 then 'worse'
    else 'steady'
  end as trend
from budgeted
