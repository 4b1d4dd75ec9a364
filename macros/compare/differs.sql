{#- Whether a column's two values differ; numbers by more than the tolerance. -#}
{%- macro differs(column, at, tolerance) -%}
  {%- set left, right = 'a.value_' ~ at, 'b.value_' ~ at -%}
  {%- set unlike = left ~ ' is distinct from ' ~ right -%}
  {%- if column.numeric and tolerance -%}
    {%- set near = 'coalesce(abs(' ~ left ~ ' - ' ~ right ~ ') <= ' ~ dbt_treaty.decimal_literal(tolerance) ~ ', false)' -%}
    {{- return('(' ~ unlike ~ ' and not ' ~ near ~ ')') -}}
  {%- endif -%}
  {{- return(unlike) -}}
{%- endmacro -%}
