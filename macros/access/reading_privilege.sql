{#- What this warehouse calls the privilege to read a relation, as dbt's `grants` name it; none where dbt
    grants nothing on it. -#}
{%- macro reading_privilege() -%}
  {{- return(adapter.dispatch('reading_privilege', 'dbt_treaty')()) -}}
{%- endmacro -%}

{%- macro default__reading_privilege() -%}
  {{- return('select') -}}
{%- endmacro -%}

{%- macro bigquery__reading_privilege() -%}
  {{- return('roles/bigquery.dataViewer') -}}
{%- endmacro -%}

{#- DuckDB has no roles: dbt warns of every grant, and grants nothing. -#}
{%- macro duckdb__reading_privilege() -%}
  {{- return(none) -}}
{%- endmacro -%}

{#- Spark without a catalogue of somebody's own knows no GRANT: the statement does not parse. -#}
{%- macro spark__reading_privilege() -%}
  {{- return(none) -}}
{%- endmacro -%}

{#- It would fall back on Spark's. -#}
{%- macro databricks__reading_privilege() -%}
  {{- return('select') -}}
{%- endmacro -%}

{#- dbt-athena leaves grants to Lake Formation. -#}
{%- macro athena__reading_privilege() -%}
  {{- return(none) -}}
{%- endmacro -%}
