{#- Judges a model's quarantined rows anew, publishes those that are valid now, and keeps the rest with the
    reasons they have now; all in one transaction.

        dbt run-operation replay_quarantine --args '{model: order_facts}'

    After the contract's rules were mended (sync first), or the rows in the quarantine themselves.
    version: of the model, its latest where nothing is said. -#}
{%- macro replay_quarantine(model, version=none) -%}
  {%- if execute -%}
    {%- set node = dbt_treaty.quarantined_node(model, version) -%}
    {%- set table = api.Relation.create(
        database=node.get('database'), schema=node.schema, identifier=node.alias, type='table') -%}
    {%- set quarantine = dbt_treaty.quarantine_relation(node) -%}
    {%- set stage = dbt_treaty.stage_relation(node) -%}
    {%- do dbt_treaty.hold_quarantine(node, table) -%}
    {%- do dbt_treaty.require_own_quarantine(node) -%}
    {%- if dbt_treaty.relation_note(quarantine) is none or not dbt_treaty.count_of(quarantine) -%}
      {%- do log('dbt-treaty: ' ~ node.name ~ ': nothing is quarantined', info=true) -%}
    {%- else -%}
      {%- do dbt_treaty.fit_quarantine(node, quarantine, table) -%}
      {%- set run = dbt_treaty.replay_rows(node, table, quarantine, stage) -%}
      {%- do log('dbt-treaty: ' ~ node.name ~ ': ' ~ run.published ~ ' of ' ~ run.staged
          ~ ' quarantined rows published, ' ~ run.rejected ~ ' kept in ' ~ quarantine, info=true) -%}
    {%- endif -%}
    {%- do adapter.commit() -%}
  {%- endif -%}
{%- endmacro -%}
