{#- How many rows of a governance table go into one statement: few enough for any warehouse's limit of bound
    values (PostgreSQL's, where the driver binds, is 65535; a table has at most 35 columns). -#}
{%- macro governance_batch_size() -%}
  {{- return([get_batch_size() | int, 1000] | min) -}}
{%- endmacro -%}
