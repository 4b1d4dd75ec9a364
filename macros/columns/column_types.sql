{#- The columns that a query gives, in order: a list of {name, type}, the type in the warehouse's own words. -#}
{%- macro column_types(query) -%}
  {{- return(adapter.dispatch('column_types', 'dbt_treaty')(query)) -}}
{%- endmacro -%}

{#- As dbt compares the columns of an enforced contract. -#}
{%- macro default__column_types(query) -%}
  {%- set found = [] -%}
  {%- for column in dbt.format_columns(get_column_schema_from_query(query)) -%}
    {%- do found.append({'name': column.name, 'type': column.data_type}) -%}
  {%- endfor -%}
  {{- return(found) -}}
{%- endmacro -%}

{#- dbt-duckdb takes structs apart and forgets that there was a list of them. -#}
{%- macro duckdb__column_types(query) -%}
  {%- set found = [] -%}
  {%- for row in run_query('describe ' ~ query) -%}
    {%- do found.append({'name': row[0], 'type': row[1]}) -%}
  {%- endfor -%}
  {{- return(found) -}}
{%- endmacro -%}
