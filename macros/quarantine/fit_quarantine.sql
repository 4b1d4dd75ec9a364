{#- Gives a quarantine the columns that the contract has got since; refuses where one has another type now. -#}
{%- macro fit_quarantine(node, quarantine, stage) -%}
  {%- set there = {} -%}
  {%- for column in get_column_schema_from_query('select * from ' ~ quarantine ~ ' where 1 = 0') -%}
    {%- do there.update({column.name | lower: column.data_type}) -%}
  {%- endfor -%}
  {%- set changed = [] -%}
  {%- for column in get_column_schema_from_query('select * from ' ~ stage ~ ' where 1 = 0') -%}
    {%- set now = there.get(column.name | lower) -%}
    {%- if now is none -%}
      {%- set name = dbt_treaty.column_reference(column.name) -%}
      {%- do dbt_treaty.add_column(quarantine, name, node.columns[column.name].data_type) -%}
    {%- elif now != column.data_type -%}
      {%- do changed.append(column.name ~ ' is ' ~ now ~ ' there and ' ~ column.data_type ~ ' now') -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if changed -%}
    {%- do exceptions.raise_compiler_error(
        node.name ~ ': its quarantine ' ~ quarantine ~ ' has columns of other types: ' ~ changed | join(', ')
        ~ '. Replay or copy the rows in it, and drop it or alter its columns') -%}
  {%- endif -%}
{%- endmacro -%}
