{#- A primary key of several columns, where the warehouse holds it. -#}
{%- macro model_constraints(job) -%}
  {%- set constraints = [] -%}
  {%- if job.primary_key | length > 1 and dbt_treaty.enforces('primary_key', job.materialized, job.language) -%}
    {%- do constraints.append({'type': 'primary_key', 'columns': dbt_treaty.key_columns(job)}) -%}
  {%- endif -%}
  {{- return(constraints) -}}
{%- endmacro -%}
