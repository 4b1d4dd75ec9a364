{#- The comment on a table or view of this name: none where there is no such relation, '' where nothing is
    said of it. -#}
{%- macro relation_note(relation) -%}
  {{- return(adapter.dispatch('relation_note', 'dbt_treaty')(relation)) -}}
{%- endmacro -%}

{%- macro default__relation_note(relation) -%}
  {%- do exceptions.raise_compiler_error(
      'dbt_treaty: rows can be quarantined on DuckDB, Postgres and Spark, and not yet on ' ~ target.type) -%}
{%- endmacro -%}

{%- macro duckdb__relation_note(relation) -%}
  {%- set named -%}
    where lower(database_name) = lower({{ dbt_treaty.literal(relation.database) }})
      and lower(schema_name) = lower({{ dbt_treaty.literal(relation.schema) }})
  {%- endset -%}
  {%- set name = 'lower(' ~ dbt_treaty.literal(relation.identifier) ~ ')' -%}
  {{- return(dbt_treaty.first_note(run_query(
      'select comment from duckdb_tables() ' ~ named ~ ' and lower(table_name) = ' ~ name
      ~ ' union all select comment from duckdb_views() ' ~ named ~ ' and lower(view_name) = ' ~ name))) -}}
{%- endmacro -%}

{#- redshift falls back on postgres by dispatch. -#}
{%- macro postgres__relation_note(relation) -%}
  {{- return(dbt_treaty.first_note(run_query(
      "select obj_description(c.oid, 'pg_class') from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
      ~ ' where n.nspname = ' ~ dbt_treaty.literal(relation.schema)
      ~ ' and c.relname = ' ~ dbt_treaty.literal(relation.identifier)))) -}}
{%- endmacro -%}

{%- macro spark__relation_note(relation) -%}
  {%- if not dbt_treaty.spark_has_table(relation) -%}{{- return(none) -}}{%- endif -%}
  {%- for row in run_query('show tblproperties ' ~ relation) if row[0] == 'dbt_treaty.quarantine' -%}
    {{- return(row[1]) -}}
  {%- endfor -%}
  {{- return('') -}}
{%- endmacro -%}
