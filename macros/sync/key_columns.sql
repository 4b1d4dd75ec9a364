{#- The columns of a contract's primary key, as SQL refers to them. -#}
{%- macro key_columns(job) -%}
  {%- set names = [] -%}
  {%- for name in job.primary_key -%}
    {%- do names.append(dbt_treaty.column_reference(name)) -%}
  {%- endfor -%}
  {{- return(names) -}}
{%- endmacro -%}
