{#- The columns of a contracted model, as SQL refers to them, in the order of its contract. -#}
{%- macro model_columns(node) -%}
  {%- set names = [] -%}
  {%- for column in node.columns.values() -%}
    {%- do names.append(adapter.quote(column.name) if column.get('quote') else column.name) -%}
  {%- endfor -%}
  {{- return(names) -}}
{%- endmacro -%}
