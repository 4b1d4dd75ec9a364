{#- The newest row is at most `seconds` old, by a column of one of the kinds date, timestamp (taken for
    UTC) and timestamp_tz. A date is as old as its beginning.

    A table without rows, one whose column is NULL everywhere, and one whose only values lie further ahead than
    the period is long, tell no age, and fail. -#}
{% test fresh(model, column, kind, seconds) %}
  {{- config(fail_calc=dbt_treaty.sla_fail_calc()) -}}
  {%- set now = dbt_treaty.utc_now() -%}
  {%- set ahead = now + modules.datetime.timedelta(seconds=seconds) -%}
with stamps as (
  select {{ column }} as stamp
  from {{ model }}
),

newest as (
  select
    count(*) as row_count,
    max(stamp) as last_stamp,
    max(case when stamp <= {{ dbt_treaty.moment_literal(ahead, kind) }} then stamp end) as newest_stamp
  from stamps
),

aged as (
  select
    row_count,
    last_stamp,
    {{ dbt_treaty.seconds_between(
        'newest_stamp', dbt_treaty.moment_literal(now, 'timestamp' if kind == 'date' else kind)) }} as age
  from newest
)

{{ dbt_treaty.sla_result('freshness', 'aged', 'age', seconds, [
    ('row_count = 0', 'the table is empty'),
    ('last_stamp is null', column ~ ' is NULL in every row'),
    ('age is null', 'every ' ~ column ~ ' lies in the future: is it in UTC?'),
    ('age > ' ~ seconds, 'the newest row is older than promised'),
]) }}
{% endtest %}
