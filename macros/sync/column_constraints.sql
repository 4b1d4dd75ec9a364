{#- The constraints to put on a column: those that this warehouse holds on this materialization.

    A key of several columns is the model's, not a column's. -#}
{%- macro column_constraints(column, job) -%}
  {%- set kinds = [] -%}
  {%- if (column.required or column.primary_key) and dbt_treaty.enforces('not_null', job.materialized, job.language) -%}
    {%- do kinds.append('not_null') -%}
  {%- endif -%}
  {%- if column.primary_key and job.primary_key | length == 1
        and dbt_treaty.enforces('primary_key', job.materialized, job.language) -%}
    {%- do kinds.append('primary_key') -%}
  {%- elif column.unique and dbt_treaty.enforces('unique', job.materialized, job.language) -%}
    {%- do kinds.append('unique') -%}
  {%- endif -%}
  {{- return(kinds) -}}
{%- endmacro -%}
