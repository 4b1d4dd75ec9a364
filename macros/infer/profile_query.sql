{#- Counts over every row of a table, in one row: how many rows, then of each column how many have a
    value, how many values differ, the least and the greatest (as texts).

    measured: [{name, counted, ordered}, …], as Python decided from the columns' types. -#}
{%- macro profile_query(relation, measured) -%}
  {{- return(adapter.dispatch('profile_query', 'dbt_treaty')(relation, measured)) -}}
{%- endmacro -%}

{%- macro default__profile_query(relation, measured) -%}
  {%- set none_known = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
  {%- set parts = ['count(*) as total'] -%}
  {%- for column in measured -%}
    {%- set at = loop.index -%}
    {%- set quoted = adapter.quote(column.name) -%}
    {%- do parts.append('count(' ~ quoted ~ ') as filled_' ~ at) -%}
    {%- do parts.append(('count(distinct ' ~ quoted ~ ')' if column.counted else 'cast(null as ' ~ dbt.type_int() ~ ')') ~ ' as distinct_' ~ at) -%}
    {%- for bound in ['min', 'max'] -%}
      {%- do parts.append(('cast(' ~ bound ~ '(' ~ quoted ~ ') as ' ~ dbt.type_string() ~ ')' if column.ordered else none_known) ~ ' as ' ~ bound ~ '_' ~ at) -%}
    {%- endfor -%}
  {%- endfor -%}
  {{- return('select ' ~ parts | join(', ') ~ ' from ' ~ relation) -}}
{%- endmacro -%}
