{#- A contract's value as an SQL literal: text is quoted with its quotes doubled, numbers and booleans
    stand as they are. -#}
{%- macro literal(value) -%}
  {%- if value is boolean -%}
    {{- 'true' if value else 'false' -}}
  {%- elif value is number -%}
    {{- value -}}
  {%- else -%}
    {{- dbt.string_literal(dbt.escape_single_quotes(dbt_treaty.escape_backslashes(value | string))) -}}
  {%- endif -%}
{%- endmacro -%}
