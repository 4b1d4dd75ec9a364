{#- A model's table has the columns that its contract promises, with their types and in their order: a row for
    each difference. For a Python model, on which dbt enforces no contract. -#}
{% test has_columns_and_types(model) %}
  {%- set faults = [] -%}
  {%- if execute -%}
    {%- set node = dbt_treaty.tested_node() -%}
    {%- set promised = dbt_treaty.promised_types(node) -%}
    {%- set found = dbt_treaty.built_relation(node) -%}
    {%- set built = dbt_treaty.column_types('select * from ' ~ found ~ ' where 1 = 0') if found else [] -%}
    {%- do faults.extend(dbt_treaty.column_faults(promised, built)) -%}
    {%- if faults and flags.WHICH in ['build', 'test', 'retry'] -%}
      {%- do log('dbt-treaty: ' ~ dbt_treaty.column_faults_text(node, faults), info=true) -%}
    {%- endif -%}
  {%- endif -%}
  {%- for each in faults or [{'column': '', 'promised': '', 'built': '', 'fault': ''}] %}
  select
    {{ dbt_treaty.literal(each.column) }} as column_name,
    {{ dbt_treaty.literal(each.promised | string) }} as promised,
    {{ dbt_treaty.literal(each.built | string) }} as built,
    {{ dbt_treaty.literal(each.fault) }} as fault
  {{ 'union all' if not loop.last }}
  {%- endfor %}
  {{ 'limit 0' if not faults }}
{% endtest %}
