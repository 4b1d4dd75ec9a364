{#- Whether a column stays open: no source that takes precedence has a value, and two of the others differ. -#}
{%- macro disagreement(sources, precedence, column, at) -%}
  {%- set preferred = dbt_treaty.preferred_sources(sources, precedence, column) -%}
  {%- set others = [] -%}
  {%- for place in range(1, sources | length + 1) if place not in preferred -%}{%- do others.append(place) -%}{%- endfor -%}
  {%- set unlike = [] -%}
  {%- for one in others -%}
    {%- for other in others if other > one -%}
      {%- do unlike.append('value_' ~ one ~ '_' ~ at ~ ' <> value_' ~ other ~ '_' ~ at) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- if not unlike -%}{{- return('false') -}}{%- endif -%}
  {%- set undecided = [] -%}
  {%- for one in preferred -%}{%- do undecided.append('value_' ~ one ~ '_' ~ at ~ ' is null and ') -%}{%- endfor -%}
  {{- return(undecided | join('') ~ '(' ~ unlike | join(' or ') ~ ')') -}}
{%- endmacro -%}
