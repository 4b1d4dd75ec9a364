{#- The relation whose rows the tested model keeps, all and one by one: {relation}, or {reason} where
    lineage does not show one.

    Known to the gate, which read the model's SQL in this command. -#}
{%- macro kept_upstream() -%}
  {%- if not execute -%}
    {{- return({'reason': 'dbt only parses'}) -}}
  {%- elif modules.dbt_treaty is not defined -%}
    {{- return({'reason': 'no reference is named, and no companion is there to look for one: set sla.completeness.reference'}) -}}
  {%- endif -%}
  {%- set found = modules.dbt_treaty.kept_upstream(model.attached_node, builtins.ref) -%}
  {%- if found.reason -%}
    {{- return({'reason': found.reason ~ ': set sla.completeness.reference'}) -}}
  {%- endif -%}
  {{- return({'relation': (graph.nodes.get(found.id) or graph.sources.get(found.id)).relation_name}) -}}
{%- endmacro -%}
