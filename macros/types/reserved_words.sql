{#- The words that a warehouse takes for its own where they stand without quotes, in lower case. -#}
{%- macro reserved_words() -%}
  {{- return(adapter.dispatch('reserved_words', 'dbt_treaty')()) -}}
{%- endmacro -%}

{#- PostgreSQL (appendix C), DuckDB (duckdb_keywords()), Redshift, BigQuery, Spark with ANSI on, Trino. -#}
{%- macro default__reserved_words() -%}
  {{- return((
      'all analyse analyze and anti any array as asc asymmetric at authorization between binary both by case '
      ~ 'cast check collate collation column concurrently constraint create cross cube current '
      ~ 'current_catalog current_date current_path current_role current_schema current_time '
      ~ 'current_timestamp current_user deallocate default deferrable define delete desc describe '
      ~ 'disable distinct do drop else enable encode encrypt end enum escape except exclude execute '
      ~ 'exists explicit extract false fetch filter following for foreign freeze from full function '
      ~ 'glob grant group grouping groups hash having identity if ignore ilike in initially inner '
      ~ 'insert intersect interval into is isnull join json_array json_exists json_object json_query '
      ~ 'json_table json_value lambda language lateral leading left like limit listagg localtime '
      ~ 'localtimestamp lookup map merge minus natural new no normalize not notnull null nulls of '
      ~ 'off offline offset oid old on only open or order outer over overlaps parallel partition '
      ~ 'percent permissions pivot pivot_longer pivot_wider placing positional preceding prepare primary '
      ~ 'proto qualify range raw recover recursive references respect restore returning right rollup '
      ~ 'row rows select semi session_user set show similar skip snapshot some struct summarize '
      ~ 'symmetric sysdate system system_user table tablesample tag then time timestamp to top '
      ~ 'trailing treat trim true try_cast uescape unbounded union unique unknown unnest unpivot '
      ~ 'user using values variadic verbose wallet when where window with within without'
  ).split(' ')) -}}
{%- endmacro -%}

{#- https://docs.snowflake.com/en/sql-reference/reserved-keywords -#}
{%- macro snowflake__reserved_words() -%}
  {{- return((
      'account all alter and any as between by case cast check column connect connection constraint '
      ~ 'create cross current current_date current_time current_timestamp current_user database '
      ~ 'delete distinct drop else exists false following for from full grant group gscluster having '
      ~ 'ilike in increment inner insert intersect into is issue join lateral left like localtime '
      ~ 'localtimestamp minus natural not null of on or order organization qualify regexp revoke '
      ~ 'right rlike row rows sample schema select set some start table tablesample then to trigger '
      ~ 'true try_cast union unique update using values view when whenever where with'
  ).split(' ')) -}}
{%- endmacro -%}
