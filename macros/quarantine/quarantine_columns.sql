{#- The columns of a model's quarantine, as SQL refers to them: the model's and our four. -#}
{%- macro quarantine_columns(node) -%}
  {{- return(dbt_treaty.model_columns(node)
      + ['treaty_reasons', 'treaty_run_id', 'treaty_contract_version', 'treaty_rejected_at']) -}}
{%- endmacro -%}
