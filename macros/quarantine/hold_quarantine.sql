{#- Makes ready for staging: a transaction is open, and no other run of this model is on its way.

    table: the relation of the model. -#}
{%- macro hold_quarantine(node, table) -%}
  {{- adapter.dispatch('hold_quarantine', 'dbt_treaty')(node, table) -}}
{%- endmacro -%}

{#- DuckDB's file is open in one process at a time, and dbt runs a model once in it. -#}
{%- macro default__hold_quarantine(node, table) -%}
  {%- do dbt_treaty.run_in_transaction('select 1') -%}
{%- endmacro -%}

{#- A second run waits here until the first one has ended. What that one then drops on its way out would
    stand in this one's way, so it goes now. -#}
{%- macro postgres__hold_quarantine(node, table) -%}
  {#- psycopg2 takes itself to be in a transaction after a COMMIT that was sent as SQL, which dbt does before an
      operation and before a hook outside of the transaction: what followed would be committed one by one. -#}
  {%- do dbt_treaty.run_in_transaction('begin') -%}
  {%- do dbt_treaty.run_in_transaction(
      'select pg_advisory_xact_lock(hashtextextended(' ~ dbt_treaty.literal('dbt-treaty ' ~ table) ~ ', 0))') -%}
  {%- for left in [make_backup_relation(table, 'table'), make_intermediate_relation(table)] -%}
    {%- do dbt_treaty.run_in_transaction('drop table if exists ' ~ left ~ ' cascade') -%}
  {%- endfor -%}
{%- endmacro -%}

{#- Spark has no transactions: what a run that was killed has left is finished, or put away, first. -#}
{%- macro spark__hold_quarantine(node, table) -%}
  {%- set quarantine = dbt_treaty.quarantine_relation(node) -%}
  {%- set successor = dbt_treaty.quarantine_successor(quarantine) -%}
  {%- do dbt_treaty.put_leftovers_aside([table, dbt_treaty.stage_relation(node), quarantine, successor]) -%}
  {%- if dbt_treaty.spark_has_table(successor) -%}
    {%- if dbt_treaty.spark_has_table(quarantine) -%}
      {%- do run_query('drop table ' ~ successor) -%}
    {%- else -%}
      {%- do run_query('alter table ' ~ successor ~ ' rename to ' ~ quarantine) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
