{#- A decimal of a contract, which may be in quotes there, as a number of SQL; what is no plain number
    stays a quoted text, which no warehouse takes for SQL. -#}
{%- macro decimal_literal(value) -%}
  {%- set text = value | string -%}
  {%- if modules.re.fullmatch('[-+]?[0-9]+([.][0-9]+)?', text) -%}
    {{- return(text) -}}
  {%- endif -%}
  {{- return(dbt_treaty.literal(value)) -}}
{%- endmacro -%}
