{#- The columns by which the running incremental model replaces rows: its key, or its partitions. -#}
{%- macro replaced_by(node) -%}
  {%- set names = dbt_treaty.publishing_key(node) -%}
  {%- if node.config.get('incremental_strategy') == 'insert_overwrite' -%}
    {%- set said = node.config.get('partition_by') or [] -%}
    {%- set names = [said] if said is string else said | list -%}
  {%- endif -%}
  {%- set columns = [] -%}
  {%- for name in names -%}{%- do columns.append(dbt_treaty.column_reference(name)) -%}{%- endfor -%}
  {{- return(columns) -}}
{%- endmacro -%}
