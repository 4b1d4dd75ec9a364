{#- Whether Spark's catalogue has a table or view of this name; a schema that is not there has none. -#}
{%- macro spark_has_table(relation) -%}
  {%- for row in run_query('show schemas') if row[0] | lower == relation.schema | lower -%}
    {%- for table in run_query('show tables in `' ~ relation.schema ~ '`')
          if table[1] | lower == relation.identifier | lower -%}
      {{- return(true) -}}
    {%- endfor -%}
  {%- endfor -%}
  {{- return(false) -}}
{%- endmacro -%}
