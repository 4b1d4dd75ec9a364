{#- The columns that sync promised of a model, in order, as `column_types` gives them.

    node: the model's node in dbt's graph, or the `model` of a materialization. -#}
{%- macro promised_types(node) -%}
  {%- set columns = {} -%}
  {%- for name, data_type, kinds in node.config.meta.dbt_treaty.promised.columns -%}
    {%- do columns.update({name: {
        'name': name, 'data_type': data_type, 'quote': dbt_treaty.is_reserved(name)}}) -%}
  {%- endfor -%}
  {{- return(dbt_treaty.column_types(dbt.get_empty_schema_sql(columns)) if columns else []) -}}
{%- endmacro -%}
