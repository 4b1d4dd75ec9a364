{#- The columns by which a contract tells its rows apart, in its plain form: the primary key, else the first
    unique column, else none. -#}
{%- macro key_of(contract) -%}
  {%- set columns = contract.get('columns') or [] -%}
  {%- set keys = [] -%}
  {%- for column in columns if column.get('primary_key') -%}
    {%- do keys.append(column) -%}
  {%- endfor -%}
  {%- for column in columns if column.get('unique') and not keys -%}
    {%- do keys.append(column) -%}
  {%- endfor -%}
  {{- return(keys) -}}
{%- endmacro -%}
