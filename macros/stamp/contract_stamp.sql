{#- The contract that a relation was built under: {version, checksum}, or none where nothing says.

    relation: what ref() or source() gives. Asks the warehouse, so it belongs into tests and operations,
    and into no model's SQL. -#}
{%- macro contract_stamp(relation) -%}
  {%- if not execute -%}{{- return(none) -}}{%- endif -%}
  {{- return(adapter.dispatch('contract_stamp', 'dbt_treaty')(relation)) -}}
{%- endmacro -%}

{%- macro default__contract_stamp(relation) -%}
  {{- return(none) -}}
{%- endmacro -%}

{%- macro duckdb__contract_stamp(relation) -%}
  {%- set named -%}
    where lower(database_name) = lower({{ dbt_treaty.literal(relation.database) }})
      and lower(schema_name) = lower({{ dbt_treaty.literal(relation.schema) }})
  {%- endset -%}
  {{- return(dbt_treaty.stamp_in(run_query(
      'select comment from duckdb_tables() ' ~ named ~ ' and lower(table_name) = lower('
      ~ dbt_treaty.literal(relation.identifier) ~ ') union all select comment from duckdb_views() '
      ~ named ~ ' and lower(view_name) = lower(' ~ dbt_treaty.literal(relation.identifier) ~ ')'))) -}}
{%- endmacro -%}

{#- redshift falls back on postgres by dispatch. -#}
{%- macro postgres__contract_stamp(relation) -%}
  {{- return(dbt_treaty.stamp_in(run_query(
      "select obj_description(c.oid, 'pg_class') from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
      ~ ' where n.nspname = ' ~ dbt_treaty.literal(relation.schema)
      ~ ' and c.relname = ' ~ dbt_treaty.literal(relation.identifier)))) -}}
{%- endmacro -%}

{%- macro snowflake__contract_stamp(relation) -%}
  {{- return(dbt_treaty.stamp_in(run_query(
      'select comment from ' ~ adapter.quote(relation.database) ~ '.information_schema.tables'
      ~ ' where upper(table_schema) = upper(' ~ dbt_treaty.literal(relation.schema)
      ~ ') and upper(table_name) = upper(' ~ dbt_treaty.literal(relation.identifier) ~ ')'))) -}}
{%- endmacro -%}

{%- macro bigquery__contract_stamp(relation) -%}
  {{- return(dbt_treaty.stamp_in(run_query(
      'select option_value from `' ~ relation.database ~ '`.`' ~ relation.schema
      ~ "`.INFORMATION_SCHEMA.TABLE_OPTIONS where option_name = 'description' and table_name = "
      ~ dbt_treaty.literal(relation.identifier)))) -}}
{%- endmacro -%}

{#- databricks falls back on spark by dispatch. -#}
{%- macro spark__contract_stamp(relation) -%}
  {%- set found = {} -%}
  {%- for row in run_query('show tblproperties ' ~ relation) -%}
    {%- do found.update({row[0]: row[1]}) -%}
  {%- endfor -%}
  {%- if 'dbt_treaty.contract_version' not in found -%}{{- return(none) -}}{%- endif -%}
  {{- return({
      'version': found['dbt_treaty.contract_version'],
      'checksum': found['dbt_treaty.contract_checksum'],
  }) -}}
{%- endmacro -%}
