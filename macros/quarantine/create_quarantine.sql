{#- Makes an empty quarantine that says whose it is. -#}
{%- macro create_quarantine(node, quarantine, stage) -%}
  {{- adapter.dispatch('create_quarantine', 'dbt_treaty')(node, quarantine, stage) -}}
{%- endmacro -%}

{%- macro default__create_quarantine(node, quarantine, stage) -%}
  {%- do dbt_treaty.run_in_transaction(
      'create table ' ~ quarantine ~ ' as\n' ~ dbt_treaty.quarantined_select(node, stage) ~ ' and 1 = 0') -%}
  {%- do dbt_treaty.run_in_transaction(
      'comment on table ' ~ quarantine ~ ' is ' ~ dbt_treaty.literal(dbt_treaty.quarantine_mark(node))) -%}
{%- endmacro -%}

{%- macro spark__create_quarantine(node, quarantine, stage) -%}
  {%- do run_query(
      'create table ' ~ quarantine ~ " using parquet tblproperties ('dbt_treaty.quarantine' = "
      ~ dbt_treaty.literal(dbt_treaty.quarantine_mark(node)) ~ ') as\n'
      ~ dbt_treaty.quarantined_select(node, stage) ~ ' and 1 = 0') -%}
{%- endmacro -%}
