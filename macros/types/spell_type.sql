{#- Spells a logical type with one warehouse's words; arrays and structs recurse. -#}
{%- macro spell_type(logical, words) -%}
  {%- set word = words[logical.kind] -%}
  {%- if logical.kind == 'decimal' and logical.precision -%}
    {{- return(word ~ '(' ~ logical.precision ~ ',' ~ (logical.scale or 0) ~ ')') -}}
  {%- elif logical.kind == 'array' -%}
    {{- return(word.replace('{item}', dbt_treaty.data_type(logical.item))) -}}
  {%- elif logical.kind == 'struct' -%}
    {%- set fields = [] -%}
    {%- for name, type in logical.fields -%}
      {%- do fields.append(words['field'].replace('{name}', dbt_treaty.column_reference(name)).replace('{type}', dbt_treaty.data_type(type))) -%}
    {%- endfor -%}
    {{- return(word.replace('{fields}', fields | join(', '))) -}}
  {%- endif -%}
  {{- return(word) -}}
{%- endmacro -%}
