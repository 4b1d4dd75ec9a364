{#- The columns of a model's contract whose values may be shown, in lower case: those with neither tag nor mask. -#}
{%- macro open_columns(node) -%}
  {%- set names = [] -%}
  {%- for column in node.config.meta.dbt_treaty.contract.v1.get('columns') or []
        if not column.get('tags') and not column.get('mask') -%}
    {%- do names.append(column.name | lower) -%}
  {%- endfor -%}
  {{- return(names) -}}
{%- endmacro -%}
