{#- Refuses a quarantine whose table is there and is not what we made for this very model. -#}
{%- macro require_own_quarantine(node) -%}
  {%- set refusal = dbt_treaty.foreign_quarantine(node) -%}
  {%- if refusal -%}{%- do exceptions.raise_compiler_error(refusal) -%}{%- endif -%}
{%- endmacro -%}
