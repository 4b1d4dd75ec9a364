{#- How often each value stands: the column's index, the value, and in how many rows.

    listed: [{name, at}, …], the columns in which few values differ. -#}
{%- macro value_counts_query(relation, listed) -%}
  {{- return(adapter.dispatch('value_counts_query', 'dbt_treaty')(relation, listed)) -}}
{%- endmacro -%}

{%- macro default__value_counts_query(relation, listed) -%}
  {%- set parts = [] -%}
  {%- for column in listed -%}
    {%- set quoted = adapter.quote(column.name) -%}
    {%- do parts.append(
        'select ' ~ column.at ~ ' as place, cast(' ~ quoted ~ ' as ' ~ dbt.type_string() ~ ') as value, count(*) as total from '
        ~ relation ~ ' where ' ~ quoted ~ ' is not null group by ' ~ quoted) -%}
  {%- endfor -%}
  {{- return(parts | join(' union all ')) -}}
{%- endmacro -%}
