{#- The one row that every test of a service level gives: promise, measured, target, ok, reason, row_count.

    promise: the level's name. source: what follows FROM, with one row that has `row_count`. measured,
    target: SQL numbers, of which the first is NULL where nothing could be measured. faults: pairs of a
    condition and the reason that it is; the first that holds is told, and the level is kept where none does. With
    'unknown' as a third, `ok` is NULL.

    A level is a number worth keeping when it is kept, too: so the row is always there, and
    `sla_fail_calc` counts it only where `ok` is not true. -#}
{%- macro sla_result(promise, source, measured, target, faults) -%}
select
  {{ dbt_treaty.literal(promise) }} as promise,
  cast({{ measured }} as {{ dbt_treaty.data_type({'kind': 'double'}) }}) as measured,
  cast({{ target }} as {{ dbt_treaty.data_type({'kind': 'double'}) }}) as target,
  case
    {%- for fault in faults %}
    when {{ fault[0] }} then {{ 'null' if fault[2] == 'unknown' else 'false' }}
    {%- endfor %}
    else true
  end as ok,
  case
    {%- for fault in faults %}
    when {{ fault[0] }} then {{ dbt_treaty.literal(fault[1]) }}
    {%- endfor %}
  end as reason,
  cast(row_count as {{ dbt_treaty.data_type({'kind': 'bigint'}) }}) as row_count
from {{ source }}
{%- endmacro -%}
