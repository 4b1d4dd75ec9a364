{#- The late rows of a table that does not say when a row came: those behind the mark of the run before that were
    not there then. The row of `sla_result`, and behind it this run's mark and how many rows are behind it.

    The mark is the newest moment in the table, but for those that lie ahead of now, less `seconds`: what is
    older and comes after it is late. Rows are counted and not known one by one, so where fewer are behind
    the mark than were, nobody can tell how many came. -#}
{%- macro rows_behind_mark(model, column, kind, seconds) -%}
{%- set before = dbt_treaty.last_mark(column) -%}
{%- set epoch = modules.datetime.datetime(1970, 1, 1) -%}
{%- set now = (dbt_treaty.utc_now() - epoch).total_seconds() | int -%}
{%- set known = before.mark is not none -%}
{%- set number = dbt_treaty.data_type({'kind': 'bigint'}) -%}
with moments as (
  select {{ dbt_treaty.seconds_between(dbt_treaty.moment_literal(epoch, kind), column) }} as happened
  from {{ model }}
),

newest as (
  select cast(floor(max(case when happened <= {{ now }} then happened end)) as {{ number }}) - {{ seconds }} as newest_mark
  from moments
),

counted as (
  select
    count(*) as row_count,
    count(case when happened is null then 1 end) as blank_count,
    {% if known -%}
    count(case when happened < {{ before.mark }} then 1 end) - {{ before.row_count }} as late_count,
    {%- else -%}
    cast(null as {{ number }}) as late_count,
    {%- endif %}
    max(newest_mark) as mark,
    count(case when happened < newest_mark then 1 end) as behind_count
  from moments
  cross join newest
)

select
  told.*,
  counted.mark,
  counted.behind_count
from (
{{ dbt_treaty.sla_result(
    'late_arrival_window', 'counted', 'case when late_count >= 0 then late_count + blank_count end', '0', [
    ('row_count = 0', 'the table is empty'),
    ('blank_count > 0', column ~ ' is NULL in some rows, which do not tell when they happened'),
    ('1 = 1' if not known else '1 = 0', before.reason, 'unknown' if before.is_first else 'broken'),
    ('late_count < 0', 'rows that were older than the last run allowed are gone, and nobody can tell how many came', 'unknown'),
    ('late_count > 0', 'rows came that were older than the last run allowed'),
]) }}
) as told
cross join counted
{%- endmacro -%}
