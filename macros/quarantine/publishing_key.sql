{#- The columns by which an incremental model takes a row for a newer one of the same: its unique_key, none
    where it only adds rows. -#}
{%- macro publishing_key(node) -%}
  {%- set said = node.config.get('unique_key') -%}
  {%- if not said or node.config.get('incremental_strategy') in ['append', 'insert_overwrite'] -%}
    {{- return([]) -}}
  {%- endif -%}
  {{- return([said] if said is string else said | list) -}}
{%- endmacro -%}
