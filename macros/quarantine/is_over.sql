{#- Whether a count is over a limit: a number of rows, or a share of `all` such as `5%`. -#}
{%- macro is_over(limit, count, all) -%}
  {%- if '%' in limit | string -%}
    {{- return(100 * count > dbt_treaty.percentage(limit) * all) -}}
  {%- endif -%}
  {{- return(count > limit | int) -}}
{%- endmacro -%}
