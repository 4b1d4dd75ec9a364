{#- Adds a column to a table. -#}
{%- macro add_column(relation, name, data_type) -%}
  {{- adapter.dispatch('add_column', 'dbt_treaty')(relation, name, data_type) -}}
{%- endmacro -%}

{%- macro default__add_column(relation, name, data_type) -%}
  {%- do dbt_treaty.run_in_transaction('alter table ' ~ relation ~ ' add column ' ~ name ~ ' ' ~ data_type) -%}
{%- endmacro -%}

{%- macro spark__add_column(relation, name, data_type) -%}
  {%- do run_query('alter table ' ~ relation ~ ' add columns (' ~ name ~ ' ' ~ data_type ~ ')') -%}
{%- endmacro -%}
