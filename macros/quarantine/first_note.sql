{#- The first row's first value, '' for NULL; none where there is no row. -#}
{%- macro first_note(rows) -%}
  {%- for row in rows -%}
    {{- return(row[0] or '') -}}
  {%- endfor -%}
  {{- return(none) -}}
{%- endmacro -%}
