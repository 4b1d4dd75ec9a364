{#- The rule that a column's values stand in a column of another model.

    refers_to: {model, column, version}, as sync resolved the contract's `references`. -#}
{%- macro reference_rule(column, refers_to, node) -%}
  {%- set referred = dbt_treaty.node_named(refers_to.model, refers_to.get('version'), node.package_name) -%}
  {%- if not referred -%}
    {%- do exceptions.raise_compiler_error(
        'the contract of ' ~ node.name ~ ' refers to ' ~ refers_to.model ~ ', which dbt has no model of: '
        ~ 'run `dbt run-operation sync_contracts`') -%}
  {%- endif -%}
  {{- return(dbt_treaty.rule(column.name ~ '.references', 'reference', {
      'column': column.name,
      'columns': [dbt_treaty.column_reference(column.name)],
      'to': referred.relation_name,
      'to_node': referred,
      'to_itself': referred.unique_id == node.unique_id,
      'field': dbt_treaty.column_reference(refers_to.column),
      'description': column.name ~ ' stands in ' ~ refers_to.model ~ '.' ~ refers_to.column})) -}}
{%- endmacro -%}
