{#- The places, from 1, of the sources that take precedence for a column, the first first; empty where none does. -#}
{%- macro preferred_sources(sources, precedence, column) -%}
  {%- set names = precedence if precedence is sequence and precedence is not mapping else (precedence or {}).get(column, []) -%}
  {%- set known = sources | map(attribute='name') | list -%}
  {%- set places = [] -%}
  {%- for name in names -%}{%- do places.append(known.index(name) + 1) -%}{%- endfor -%}
  {{- return(places) -}}
{%- endmacro -%}
