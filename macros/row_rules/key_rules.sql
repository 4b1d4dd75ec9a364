{#- The rule that a contract's primary key is unique. Each of its columns has `required` of its own, and
    a key of one column that is `unique` besides has said so. -#}
{%- macro key_rules(contract) -%}
  {%- set names = [] -%}
  {%- set columns = [] -%}
  {%- set keys = (contract.get('columns') or []) | selectattr('primary_key', 'defined') | selectattr('primary_key') | list -%}
  {%- for column in keys -%}
    {%- do names.append(column.name) -%}
    {%- do columns.append(dbt_treaty.column_reference(column.name)) -%}
  {%- endfor -%}
  {%- if not keys or (keys | length == 1 and keys[0].get('unique')) -%}
    {{- return([]) -}}
  {%- endif -%}
  {{- return([dbt_treaty.rule('primary_key', 'unique', {
      'column': names[0] if names | length == 1 else none,
      'columns': columns,
      'description': 'the primary key ' ~ names | join(', ') ~ ' is unique'})]) -}}
{%- endmacro -%}
