{#- A value as SQL of a logical kind; none is a NULL of that kind. -#}
{%- macro spelled_value(value, kind) -%}
  {%- set spelled = 'null' if value is none else dbt_treaty.literal(value if kind != 'string' else value | string) -%}
  {{- return('cast(' ~ spelled ~ ' as ' ~ dbt_treaty.data_type({'kind': kind}) ~ ')') -}}
{%- endmacro -%}
