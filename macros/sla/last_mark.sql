{#- What the run before left for `rows_behind_mark` of the tested model: {mark, row_count}, in seconds since 1970 and
    in rows that were older; where there is none, mark is none and `reason` says why. `is_first`: the next run
    will have one. -#}
{%- macro last_mark(column) -%}
  {%- set nothing = {'mark': none, 'row_count': none, 'is_first': false} -%}
  {%- if not execute -%}{{- return(dict(nothing, reason='dbt only parses')) -}}{%- endif -%}
  {%- if not dbt_treaty.governance_is_on() -%}
    {{- return(dict(nothing, reason='no column tells when a row came, and no history tells what was there before: '
        ~ 'name sla.late_arrival_window.loaded, or turn the governance models on')) -}}
  {%- endif -%}
  {%- set history = dbt_treaty.history_relation() -%}
  {%- if adapter.get_relation(history.database, history.schema, history.identifier) is not none -%}
    {%- set found = run_query(
        'select measured, row_count from ' ~ history ~ " where promise = 'late_arrival_mark' and resource = "
        ~ dbt_treaty.literal(dbt_treaty.tested_node().unique_id) ~ ' and reason = ' ~ dbt_treaty.literal(column)
        ~ ' order by measured_at desc limit 1') -%}
    {%- for row in found -%}
      {{- return({'mark': row[0] | int, 'row_count': row[1] | int, 'is_first': false, 'reason': ''}) -}}
    {%- endfor -%}
  {%- endif -%}
  {{- return(dict(nothing, is_first=true, reason='no run before tells which rows were there')) -}}
{%- endmacro -%}
