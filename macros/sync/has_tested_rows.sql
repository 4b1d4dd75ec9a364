{#- Whether a contract promises something of single rows that no constraint of its table holds. -#}
{%- macro has_tested_rows(job) -%}
  {%- if job.row_rules or job.global_rules -%}
    {{- return(true) -}}
  {%- endif -%}
  {%- if job.primary_key | length > 1 and not dbt_treaty.enforces('primary_key', job.materialized, job.language) -%}
    {{- return(true) -}}
  {%- endif -%}
  {%- for column in job.columns -%}
    {%- set held = dbt_treaty.column_constraints(column, job) -%}
    {%- set is_key = column.primary_key and job.primary_key | length == 1 -%}
    {%- if column.accepted_values or column.min is defined or column.max is defined or column.pattern
          or column.refers_to
          or ((column.required or column.primary_key) and 'not_null' not in held)
          or ((column.unique or is_key) and 'unique' not in held and 'primary_key' not in held) -%}
      {{- return(true) -}}
    {%- endif -%}
  {%- endfor -%}
  {{- return(false) -}}
{%- endmacro -%}
