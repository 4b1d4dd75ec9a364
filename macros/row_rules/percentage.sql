{#- `0.5%` as the number 0.5; none stays none. -#}
{%- macro percentage(text) -%}
  {{- return(none if text is none else text.replace('%', '').strip() | float) -}}
{%- endmacro -%}
