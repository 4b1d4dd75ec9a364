{#- How many failures the row of `sla_result` is: one where the level is not kept, and where no row is. -#}
{%- macro sla_fail_calc() -%}
  {{- return('1 - count(case when ok then 1 end)') -}}
{%- endmacro -%}
