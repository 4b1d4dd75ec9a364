{#- How the history is stored, in the words of CREATE TABLE … AS. -#}
{%- macro history_storage() -%}
  {{- return(adapter.dispatch('history_storage', 'dbt_treaty')()) -}}
{%- endmacro -%}

{%- macro default__history_storage() -%}{{- return('') -}}{%- endmacro -%}

{#- Without a word Spark would make a table of text files. -#}
{%- macro spark__history_storage() -%}{{- return(' using parquet') -}}{%- endmacro -%}

{%- macro databricks__history_storage() -%}{{- return('') -}}{%- endmacro -%}
