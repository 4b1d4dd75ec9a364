{#- The model that the running data test is attached to, as dbt's graph has it. -#}
{%- macro tested_node() -%}
  {%- set node = graph.nodes.get(model.attached_node) -%}
  {%- if not node -%}
    {%- do exceptions.raise_compiler_error('this test is of a model with a contract: put it under one') -%}
  {%- endif -%}
  {{- return(node) -}}
{%- endmacro -%}
