{#- A moment as a literal of a column's kind.

    at: a datetime in UTC, without a zone of its own. kind: date | timestamp | timestamp_tz. What is
    stored without a zone is taken for UTC. -#}
{%- macro moment_literal(at, kind) -%}
  {{- return(adapter.dispatch('moment_literal', 'dbt_treaty')(at, kind)) -}}
{%- endmacro -%}

{%- macro default__moment_literal(at, kind) -%}
  {%- set text = {
      'date': at.strftime('%Y-%m-%d'),
      'timestamp': at.strftime('%Y-%m-%d %H:%M:%S.%f'),
      'timestamp_tz': at.strftime('%Y-%m-%d %H:%M:%S.%f+00:00'),
  }[kind] -%}
  {{- return("cast('" ~ text ~ "' as " ~ dbt_treaty.data_type({'kind': kind}) ~ ')') -}}
{%- endmacro -%}

{#- Spark has one kind of timestamp, an instant: without a zone the text would be in the session's. -#}
{%- macro spark__moment_literal(at, kind) -%}
  {{- return(dbt_treaty.default__moment_literal(at, 'date' if kind == 'date' else 'timestamp_tz')) -}}
{%- endmacro -%}
