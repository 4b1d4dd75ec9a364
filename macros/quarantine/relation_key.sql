{#- What two names of one relation have in common, whichever case they are written in. -#}
{%- macro relation_key(database, schema, identifier) -%}
  {{- return(((database or '') ~ '.' ~ schema ~ '.' ~ identifier) | lower) -}}
{%- endmacro -%}
