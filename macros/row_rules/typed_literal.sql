{#- A contract's value as a literal that its column can be compared with.

    Whole numbers and decimals stand as they are: a cast to the column's scale would round 0.005 to
    0.01. Floats are cast, since PostgreSQL holds 0.1 as real apart from 0.1. Texts are cast to what
    the column is, but a decimal in quotes only loses the quotes. -#}
{%- macro typed_literal(value, logical, data_type) -%}
  {%- if value is boolean or logical in ['integer', 'bigint'] -%}
    {{- return(dbt_treaty.literal(value)) -}}
  {%- elif logical == 'decimal' -%}
    {{- return(dbt_treaty.decimal_literal(value)) -}}
  {%- elif logical == 'string' or not data_type -%}
    {{- return(dbt_treaty.literal(value | string if logical == 'string' else value)) -}}
  {%- endif -%}
  {{- return('cast(' ~ dbt_treaty.literal(value) ~ ' as ' ~ data_type ~ ')') -}}
{%- endmacro -%}
