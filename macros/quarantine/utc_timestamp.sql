{#- A moment of UTC, from Python, as a timestamp of SQL. -#}
{%- macro utc_timestamp(moment) -%}
  {{- return(adapter.dispatch('utc_timestamp', 'dbt_treaty')(moment.strftime('%Y-%m-%d %H:%M:%S.%f'))) -}}
{%- endmacro -%}

{%- macro default__utc_timestamp(text) -%}
  {{- return('cast(' ~ dbt_treaty.literal(text) ~ ' as timestamp)') -}}
{%- endmacro -%}

{#- Spark's timestamps are moments: without a zone it would take the text for one of the session's. -#}
{%- macro spark__utc_timestamp(text) -%}
  {{- return('cast(' ~ dbt_treaty.literal(text ~ 'Z') ~ ' as timestamp)') -}}
{%- endmacro -%}
