{#- The rules of a model's contract that set a row aside: those of severity `error`. -#}
{%- macro rejecting_rules(node) -%}
  {{- return(dbt_treaty.contract_rules(node) | selectattr('severity', 'equalto', 'error') | list) -}}
{%- endmacro -%}
