{#- What two rows have in common that are the same row at two times, as a text of SQL: the key where every part
    of it is known, else all columns.

    columns: all of them, key: some of them, each as SQL refers to it. -#}
{%- macro row_identity(columns, key) -%}
  {%- set whole = dbt_treaty.texts_of(columns) -%}
  {%- if not key -%}{{- return(whole) -}}{%- endif -%}
  {%- set known = [] -%}
  {%- for column in key -%}{%- do known.append(column ~ ' is not null') -%}{%- endfor -%}
  {{- return(
      'case when ' ~ known | join(' and ') ~ " then 'key ' || " ~ dbt_treaty.texts_of(key)
      ~ ' else ' ~ whole ~ ' end') -}}
{%- endmacro -%}
