{#- The model that the running data test is attached to, as dbt's graph has it. -#}
{%- macro tested_node() -%}
  {%- set node = graph.nodes.get(model.attached_node) -%}
  {%- if not node -%}
    {%- do exceptions.raise_compiler_error('dbt_treaty.row_rules tests a model: put it under one') -%}
  {%- endif -%}
  {{- return(node) -}}
{%- endmacro -%}
