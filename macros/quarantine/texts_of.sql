{#- Some columns as one text of SQL, from which each could be told apart again: a JSON array of texts. -#}
{%- macro texts_of(columns) -%}
  {{- return(adapter.dispatch('texts_of', 'dbt_treaty')(columns)) -}}
{%- endmacro -%}

{%- macro default__texts_of(columns) -%}
  {%- set texts = [] -%}
  {%- for column in columns -%}
    {%- do texts.append('cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ ')') -%}
  {%- endfor -%}
  {{- return('cast(to_json([' ~ texts | join(', ') ~ ']) as varchar)') -}}
{%- endmacro -%}

{%- macro postgres__texts_of(columns) -%}
  {{- return('json_build_array(' ~ columns | join('::text, ') ~ '::text)::text') -}}
{%- endmacro -%}

{%- macro spark__texts_of(columns) -%}
  {%- set texts = [] -%}
  {%- for column in columns -%}
    {%- do texts.append('cast(' ~ column ~ ' as string)') -%}
  {%- endfor -%}
  {{- return('to_json(array(' ~ texts | join(', ') ~ '))') -}}
{%- endmacro -%}
