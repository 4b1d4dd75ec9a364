{#- A share of rows in percent, for a person: 67, 5.3, 0.0021. -#}
{%- macro share_text(part, whole) -%}
  {%- set share = 100 * (part | float) / (whole | float) -%}
  {%- if share >= 10 -%}
    {{- return('%.0f' | format(share)) -}}
  {%- endif -%}
  {{- return('%.2g' | format(share) if share >= 0.0001 else 'under 0.0001') -}}
{%- endmacro -%}
