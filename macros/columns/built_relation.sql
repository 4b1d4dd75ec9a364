{#- The relation of a model as the warehouse has it, none where it was never built.

    node: the model's node in dbt's graph. A test's own `model` may be a subquery, where a project sets
    `where` for its tests. -#}
{%- macro built_relation(node) -%}
  {{- return(adapter.get_relation(database=node.database, schema=node.schema, identifier=node.alias)) -}}
{%- endmacro -%}
