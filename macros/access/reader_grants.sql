{#- A contract's readers as dbt's `grants`; empty where it names none, or the warehouse has no grants.

    job.readers: the roles that may read, where the contract is of a product. -#}
{%- macro reader_grants(job) -%}
  {%- set privilege = dbt_treaty.reading_privilege() -%}
  {%- if job.readers and privilege is not none -%}
    {{- return({privilege: job.readers}) -}}
  {%- endif -%}
  {{- return({}) -}}
{%- endmacro -%}
