{#- No row came more than `seconds` after it happened: the time between two columns, both of one kind.

    A row that lacks one of the two can't be judged, and counts as late. -#}
{% test on_time(model, column, loaded, seconds) %}
  {{- config(fail_calc=dbt_treaty.sla_fail_calc()) -}}
with delays as (
  select {{ dbt_treaty.seconds_between(column, loaded) }} as delay
  from {{ model }}
),

counted as (
  select
    count(*) as row_count,
    count(case when delay is null or delay > {{ seconds }} then 1 end) as late_count
  from delays
)

{{ dbt_treaty.sla_result('late_arrival_window', 'counted', 'late_count', '0', [
    ('row_count = 0', 'the table is empty'),
    ('late_count > 0', 'rows came later than promised, or do not tell when'),
]) }}
{% endtest %}
