{#- Adds the refused rows of a stage to the quarantine. -#}
{%- macro insert_quarantined(node, quarantine, stage) -%}
  {%- do dbt_treaty.run_in_transaction(
      'insert into ' ~ quarantine ~ ' (' ~ dbt_treaty.quarantine_columns(node) | join(', ') ~ ')\n'
      ~ dbt_treaty.quarantined_select(node, stage)) -%}
{%- endmacro -%}
