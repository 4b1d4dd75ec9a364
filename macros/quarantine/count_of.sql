{#- How many rows a relation, or what else can stand behind FROM, has. -#}
{%- macro count_of(rows) -%}
  {{- return(run_query('select count(*) from ' ~ rows)[0][0] | int) -}}
{%- endmacro -%}
