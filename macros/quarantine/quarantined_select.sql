{#- The refused rows of a stage as the quarantine keeps them: the model's columns, why, by which run, under which
    version of the contract, and when. -#}
{%- macro quarantined_select(node, stage) -%}
{%- set reasons = 'treaty_reasons' if dbt_treaty.quarantine_of(node).get('include_error_reason', true)
    else 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
select
  {{ dbt_treaty.model_columns(node) | join(', ') }},
  {{ reasons }} as treaty_reasons,
  cast({{ dbt_treaty.literal(invocation_id) }} as {{ dbt.type_string() }}) as treaty_run_id,
  cast({{ dbt_treaty.literal(node.config.meta.dbt_treaty.contract.v1.version) }} as {{ dbt.type_string() }})
    as treaty_contract_version,
  {{ dbt_treaty.utc_timestamp(modules.datetime.datetime.now(modules.pytz.utc)) }} as treaty_rejected_at
from {{ stage }}
where treaty_reasons is not null
{%- endmacro -%}
