{#- Where the rows of one run wait, judged, until they are published or set aside. -#}
{%- macro stage_relation(node) -%}
  {{- return(adapter.dispatch('stage_relation', 'dbt_treaty')(node)) -}}
{%- endmacro -%}

{#- A temporary table: of this session alone, and gone with it. -#}
{%- macro default__stage_relation(node) -%}
  {{- return(api.Relation.create(
      identifier='treaty_stage_' ~ local_md5(node.unique_id)[:16], type='table')
      .include(database=false, schema=false)) -}}
{%- endmacro -%}

{#- Spark's temporary views are run anew by each reader, so the rows wait in a table. -#}
{%- macro spark__stage_relation(node) -%}
  {{- return(api.Relation.create(schema=node.schema, identifier=node.alias ~ '__treaty_stage', type='table')) -}}
{%- endmacro -%}
