{#- Whether this dbt reads a column's tags from `config:` (1.10 and later) or beside it. -#}
{%- macro column_config_is_known() -%}
  {%- set parts = dbt_version.split('.') -%}
  {{- return((parts[0] | int, parts[1] | int) >= (1, 10)) -}}
{%- endmacro -%}
