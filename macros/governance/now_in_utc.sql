{#- Now, by the warehouse's clock, as what a column of the logical type timestamp holds: UTC without a zone. -#}
{%- macro now_in_utc() -%}
  {{- return(adapter.dispatch('now_in_utc', 'dbt_treaty')()) -}}
{%- endmacro -%}

{%- macro default__now_in_utc() -%}{{- return('current_timestamp') -}}{%- endmacro -%}

{%- macro duckdb__now_in_utc() -%}{{- return('make_timestamp(epoch_us(now()))') -}}{%- endmacro -%}

{#- redshift falls back on postgres by dispatch. -#}
{%- macro postgres__now_in_utc() -%}{{- return("(current_timestamp at time zone 'UTC')") -}}{%- endmacro -%}

{%- macro snowflake__now_in_utc() -%}{{- return('sysdate()') -}}{%- endmacro -%}

{%- macro bigquery__now_in_utc() -%}{{- return("current_datetime('UTC')") -}}{%- endmacro -%}

{#- Spark's timestamps are instants. -#}
{%- macro spark__now_in_utc() -%}{{- return('current_timestamp()') -}}{%- endmacro -%}
