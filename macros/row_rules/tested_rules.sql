{#- The rules of a model that no constraint of its table holds: those that a test must look at.

    A constraint holds a rule where dbt was given it and this warehouse enforces it on this
    materialization, which is the model's own, whatever it was at sync. -#}
{%- macro tested_rules(node) -%}
  {%- set held = [] -%}
  {%- set materialized = node.config.materialized -%}
  {%- for column in node.columns.values() -%}
    {%- for constraint in column.constraints or [] if dbt_treaty.enforces(constraint.type, materialized) -%}
      {%- do held.append((constraint.type | string, [dbt_treaty.column_reference(column.name) | lower])) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- for constraint in node.constraints or [] if dbt_treaty.enforces(constraint.type, materialized) -%}
    {%- do held.append((constraint.type | string, constraint.columns | map('lower') | list)) -%}
  {%- endfor -%}
  {%- set rules = [] -%}
  {%- for rule in dbt_treaty.contract_rules(node) if not dbt_treaty.is_held(rule, held) -%}
    {%- do rules.append(rule) -%}
  {%- endfor -%}
  {{- return(rules) -}}
{%- endmacro -%}
