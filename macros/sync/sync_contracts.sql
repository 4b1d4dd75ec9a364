{#- Writes the properties of every contracted model under models/**/_treaty/.

    check: only say what would change, and fail if anything would.

    Python reads and validates the contracts, these macros spell the properties for the warehouse at
    hand, Python writes the files. -#}
{%- macro sync_contracts(check=false) -%}
  {%- do dbt_treaty.require_companion() -%}
  {%- if check is not boolean -%}
    {%- do exceptions.raise_compiler_error("check is '" ~ check ~ "' (allowed: true, false, without quotes)") -%}
  {%- endif -%}
  {%- if execute -%}
    {%- set sync = modules.dbt_treaty.begin_sync(graph, builtins.ref) -%}
    {%- for job in sync.jobs -%}
      {%- do sync.keep(job, dbt_treaty.contract_properties(job)) -%}
    {%- endfor -%}
    {%- set outcome = sync.finish(check) -%}
    {%- do log(outcome.text, info=true) -%}
    {%- if outcome.failed -%}
      {%- do exceptions.raise_compiler_error(outcome.reason) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
