{#- Some rows of a table, each value as a text; NULL for what can't be one (nested types).

    measured: [{name, counted, ordered}, …]. -#}
{%- macro sample_query(relation, measured, rows) -%}
  {{- return(adapter.dispatch('sample_query', 'dbt_treaty')(relation, measured, rows)) -}}
{%- endmacro -%}

{%- macro default__sample_query(relation, measured, rows) -%}
  {%- set parts = [] -%}
  {%- for column in measured -%}
    {%- set value = adapter.quote(column.name) if column.counted else 'null' -%}
    {%- do parts.append('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ') as value_' ~ loop.index) -%}
  {%- endfor -%}
  {{- return('select ' ~ parts | join(', ') ~ ' from ' ~ relation ~ ' limit ' ~ rows | int) -}}
{%- endmacro -%}
