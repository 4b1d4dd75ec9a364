{#- The statement that writes a contract's version and checksum on the relation that was just built.

    A post-hook of every contracted model, from sync; it renders to nothing where the warehouse has no
    place for it, or with `vars: {dbt_treaty: {stamp: false}}`. The model's description stays before
    it, since a relation has one comment. -#}
{%- macro stamp_contract() -%}
  {%- set wanted = (var('dbt_treaty', {}) or {}).get('stamp', true) -%}
  {%- if execute and wanted and model.resource_type == 'model' -%}
    {%- set kept = model.config.meta.dbt_treaty -%}
    {{- adapter.dispatch('stamp_contract', 'dbt_treaty')(kept.contract.v1.version, kept.checksum) -}}
  {%- endif -%}
{%- endmacro -%}

{%- macro default__stamp_contract(version, checksum) -%}{%- endmacro -%}

{%- macro duckdb__stamp_contract(version, checksum) -%}
  {{- dbt_treaty.comment_statement(version, checksum) -}}
{%- endmacro -%}

{%- macro postgres__stamp_contract(version, checksum) -%}
  {{- dbt_treaty.comment_statement(version, checksum) -}}
{%- endmacro -%}

{%- macro snowflake__stamp_contract(version, checksum) -%}
  {{- dbt_treaty.comment_statement(version, checksum) -}}
{%- endmacro -%}

{%- macro bigquery__stamp_contract(version, checksum) -%}
  alter {{ dbt_treaty.built_kind() }} {{ this }}
  set options (description = {{ dbt_treaty.literal(dbt_treaty.stamped_text(version, checksum)) }})
{%- endmacro -%}

{#- databricks falls back on spark by dispatch. -#}
{%- macro spark__stamp_contract(version, checksum) -%}
  alter {{ dbt_treaty.built_kind() }} {{ this }} set tblproperties (
    'dbt_treaty.contract_version' = {{ dbt_treaty.literal(version) }},
    'dbt_treaty.contract_checksum' = {{ dbt_treaty.literal(checksum) }})
{%- endmacro -%}
