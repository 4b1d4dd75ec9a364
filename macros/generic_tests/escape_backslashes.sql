{#- Doubles backslashes where the warehouse reads them as escapes inside a string. -#}
{%- macro escape_backslashes(text) -%}
  {{- return(adapter.dispatch('escape_backslashes', 'dbt_treaty')(text)) -}}
{%- endmacro -%}

{%- macro default__escape_backslashes(text) -%}
  {{- return(text) -}}
{%- endmacro -%}

{%- macro bigquery__escape_backslashes(text) -%}
  {{- return(text.replace('\\', '\\\\')) -}}
{%- endmacro -%}

{%- macro snowflake__escape_backslashes(text) -%}
  {{- return(text.replace('\\', '\\\\')) -}}
{%- endmacro -%}

{%- macro spark__escape_backslashes(text) -%}
  {{- return(text.replace('\\', '\\\\')) -}}
{%- endmacro -%}

{%- macro redshift__escape_backslashes(text) -%}
  {{- return(text.replace('\\', '\\\\')) -}}
{%- endmacro -%}

{%- macro clickhouse__escape_backslashes(text) -%}
  {{- return(text.replace('\\', '\\\\')) -}}
{%- endmacro -%}
