{#- The row of a level that could not be measured: never kept, with the reason. -#}
{%- macro sla_unmeasured(promise, target, reason) -%}
with nothing as (
  select 0 as row_count
)

{{ dbt_treaty.sla_result(promise, 'nothing', 'null', target, [('row_count = 0', reason)]) }}
{%- endmacro -%}
