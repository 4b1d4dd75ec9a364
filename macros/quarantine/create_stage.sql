{#- Makes a stage from a query; one of the same name that is left from a run before goes. -#}
{%- macro create_stage(stage, query, header) -%}
  {{- adapter.dispatch('create_stage', 'dbt_treaty')(stage, query, header) -}}
{%- endmacro -%}

{%- macro default__create_stage(stage, query, header) -%}
  {%- do exceptions.raise_compiler_error(
      'dbt_treaty: rows can be quarantined on DuckDB, Postgres and Spark, and not yet on ' ~ target.type) -%}
{%- endmacro -%}

{%- macro duckdb__create_stage(stage, query, header) -%}
  {%- do dbt_treaty.run_in_transaction(header ~ '\ncreate or replace temporary table ' ~ stage ~ ' as\n' ~ query) -%}
{%- endmacro -%}

{%- macro postgres__create_stage(stage, query, header) -%}
  {%- do dbt_treaty.run_in_transaction('drop table if exists pg_temp.' ~ stage) -%}
  {%- do dbt_treaty.run_in_transaction(
      header ~ '\ncreate temporary table ' ~ stage ~ ' on commit drop as\n' ~ query) -%}
  {%- do dbt_treaty.run_in_transaction('analyze ' ~ stage) -%}
{%- endmacro -%}

{%- macro spark__create_stage(stage, query, header) -%}
  {%- do run_query('drop table if exists ' ~ stage) -%}
  {%- if header -%}{%- do run_query(header) -%}{%- endif -%}
  {%- do run_query('create table ' ~ stage ~ ' using parquet as\n' ~ query) -%}
{%- endmacro -%}
