{#- What a model's contract says of its quarantine, in the plain form; none where it keeps none.

    node: the model's node in dbt's graph, or the `model` of a materialization. -#}
{%- macro quarantine_of(node) -%}
  {%- set said = ((node.config or {}).get('meta') or {}).get('dbt_treaty') or {} -%}
  {%- set quarantine = ((said.get('contract') or {}).get('v1') or {}).get('quarantine') or {} -%}
  {{- return(quarantine if quarantine.get('enabled') else none) -}}
{%- endmacro -%}
