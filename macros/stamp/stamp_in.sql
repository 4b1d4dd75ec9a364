{#- The stamp at the end of a comment: of the first row's first value; none where there is none. -#}
{%- macro stamp_in(rows) -%}
  {%- for row in rows if row[0] -%}
    {%- set found = modules.re.search('\\[contract (\\S+) sha256:([0-9a-f]{64})\\]"?$', row[0]) -%}
    {%- if found -%}{{- return({'version': found[1], 'checksum': found[2]}) -}}{%- endif -%}
  {%- endfor -%}
  {{- return(none) -}}
{%- endmacro -%}
