{#- The columns by which a refused row is known again, as SQL refers to them: what the model publishes by, else
    the contract's key, else none. -#}
{%- macro identity_key(node) -%}
  {%- set names = [] -%}
  {%- for name in dbt_treaty.publishing_key(node) -%}
    {%- do names.append(dbt_treaty.column_reference(name)) -%}
  {%- endfor -%}
  {%- for column in dbt_treaty.key_of(node.config.meta.dbt_treaty.contract.v1) if not names -%}
    {%- do names.append(dbt_treaty.column_reference(column.name)) -%}
  {%- endfor -%}
  {{- return(names) -}}
{%- endmacro -%}
