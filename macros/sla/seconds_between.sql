{#- The seconds from one moment to another, as a number of SQL. Both are of one kind: a date counts
    from its beginning, and a timestamp without a zone is compared with one without. -#}
{%- macro seconds_between(first, second) -%}
  {{- return(adapter.dispatch('seconds_between', 'dbt_treaty')(first, second)) -}}
{%- endmacro -%}

{%- macro default__seconds_between(first, second) -%}
  {{- return(dbt.datediff(first, second, 'second')) -}}
{%- endmacro -%}

{#- Epochs are the same in every session's time zone. -#}
{%- macro duckdb__seconds_between(first, second) -%}
  {{- return('(epoch(' ~ second ~ ') - epoch(' ~ first ~ '))') -}}
{%- endmacro -%}

{#- redshift falls back on postgres by dispatch. -#}
{%- macro postgres__seconds_between(first, second) -%}
  {{- return('(extract(epoch from ' ~ second ~ ') - extract(epoch from ' ~ first ~ '))') -}}
{%- endmacro -%}

{#- databricks falls back on spark by dispatch. -#}
{%- macro spark__seconds_between(first, second) -%}
  {{- return('((unix_micros(cast(' ~ second ~ ' as timestamp)) - unix_micros(cast(' ~ first ~ ' as timestamp))) / 1000000.0)') -}}
{%- endmacro -%}
