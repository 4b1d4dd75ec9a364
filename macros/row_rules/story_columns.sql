{#- The columns that a quarantine has beside the model's: why, in which run, by which contract and when. -#}
{%- macro story_columns() -%}
  {{- return(['treaty_reasons', 'treaty_run_id', 'treaty_contract_version', 'treaty_rejected_at']) -}}
{%- endmacro -%}
