{#- A column's value where it is not open: of the first source by precedence that has one, else of any. -#}
{%- macro reconciled_value(sources, precedence, column, at) -%}
  {%- set order = dbt_treaty.preferred_sources(sources, precedence, column) -%}
  {%- for place in range(1, sources | length + 1) if place not in order -%}{%- do order.append(place) -%}{%- endfor -%}
  {%- set values = [] -%}
  {%- for one in order -%}{%- do values.append('value_' ~ one ~ '_' ~ at) -%}{%- endfor -%}
  {{- return('coalesce(' ~ values | join(', ') ~ ')' if values | length > 1 else values[0]) -}}
{%- endmacro -%}
