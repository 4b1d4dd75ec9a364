{#- The table that each run appends its measurements to, wherever the project puts that model. -#}
{%- macro history_relation() -%}
  {%- set node = graph.nodes['model.dbt_treaty.treaty_measurements'] -%}
  {{- return(api.Relation.create(
      database=node.database, schema=node.schema, identifier=node.alias, type='table')) -}}
{%- endmacro -%}
