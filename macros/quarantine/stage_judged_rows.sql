{#- Runs the model's query once and keeps its rows, each with the rules that it breaks, in the stage. -#}
{%- macro stage_judged_rows(stage, rules, whole) -%}
  {%- set header = config.get('sql_header') or '' -%}
  {%- set rows = '(\n' ~ treaty_query ~ '\n)' -%}
  {%- if rules | selectattr('to_itself') | list -%}
    {#- The rows are asked for twice: as those that refer, and as those that are referred to. -#}
    {%- set rows = stage.incorporate(path={'identifier': stage.identifier ~ '_raw'}) -%}
    {%- do dbt_treaty.create_stage(rows, 'select * from (\n' ~ treaty_query ~ '\n) as treaty_rows', header) -%}
    {%- set header = '' -%}
  {%- endif -%}
  {%- set judging = rules if whole else dbt_treaty.rules_beside_the_table(model, rules, rows, this) -%}
  {%- do dbt_treaty.create_stage(stage, dbt_treaty.judged_rows(model, judging, rows), header) -%}
{%- endmacro -%}
