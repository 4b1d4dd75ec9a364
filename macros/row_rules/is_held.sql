{#- Whether a constraint holds a rule. held: pairs of a constraint's kind and its columns as SQL
    refers to them, in lower case. -#}
{%- macro is_held(rule, held) -%}
  {%- if rule.kind == 'unique' -%}
    {%- set columns = rule.columns | map('lower') | list -%}
    {{- return(('unique', columns) in held or ('primary_key', columns) in held) -}}
  {%- elif rule.kind == 'row' and rule.column and rule.name == rule.column ~ '.required' -%}
    {%- set columns = [dbt_treaty.column_reference(rule.column) | lower] -%}
    {{- return(('not_null', columns) in held or ('primary_key', columns) in held) -}}
  {%- endif -%}
  {{- return(false) -}}
{%- endmacro -%}
