{#- No row came more than `seconds` after it happened.

    loaded: the column that tells when a row came, of the same kind as `column`. A row that lacks one of the two
    can't be judged, and counts as late. Without `loaded` the run before tells: see `rows_behind_mark`.
    kind: of `column`; needed where there is no `loaded`. -#}
{% test on_time(model, column, seconds, loaded=none, kind='timestamp') %}
  {{- config(fail_calc=dbt_treaty.sla_fail_calc(unknown_passes=loaded is none)) -}}
  {%- if loaded is none -%}
{{ dbt_treaty.rows_behind_mark(model, column, kind, seconds) }}
  {%- else -%}
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
  {%- endif -%}
{% endtest %}
