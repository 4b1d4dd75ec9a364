{#- How many failures the row of `sla_result` is: one where the level is not kept, and where no row is.

    unknown_passes: a level of which this run can say nothing, though the next one will, is no failure. It is told
    at the end of the run, and its state is `unknown`. -#}
{%- macro sla_fail_calc(unknown_passes=false) -%}
  {{- return('1 - count(case when ok' ~ (' or ok is null' if unknown_passes else '') ~ ' then 1 end)') -}}
{%- endmacro -%}
