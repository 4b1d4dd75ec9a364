{#- The last pre-hook of a quarantined model, in the transaction in which dbt publishes it: the model's query runs
    once into a stage, where each row is judged, and the rows that break a rule go to the quarantine.
    What dbt builds after that is a query of the stage (`valid_rows`).

    Put there by the companion, together with `check_published_rows`: it also hands over treaty_query,
    the model's own query, and treaty_run, a dictionary that lasts as long as the run of this model. -#}
{%- macro set_rows_aside() -%}
  {%- if execute -%}
    {%- do dbt_treaty.require_publishable() -%}
    {%- do dbt_treaty.hold_quarantine(model, this) -%}
    {%- do dbt_treaty.require_own_quarantine(model) -%}
    {#- dbt compares columns and types with the contract once more when it publishes, but that is late. -#}
    {%- set columns_fit = get_assert_columns_equivalent(treaty_query) -%}
    {%- set stage = dbt_treaty.stage_relation(model) -%}
    {%- set whole = dbt_treaty.builds_whole_table() -%}
    {%- set rules = dbt_treaty.rejecting_rules(model) -%}
    {%- do dbt_treaty.stage_judged_rows(stage, rules, whole) -%}
    {%- set counted = run_query('select count(*), count(treaty_reasons) from ' ~ stage)[0] -%}
    {%- do treaty_run.update({
        'whole': whole, 'staged': counted[0] | int, 'rejected': counted[1] | int,
        'before': 0 if whole else dbt_treaty.count_of(this)}) -%}
    {%- do dbt_treaty.require_few_rejected(stage, rules) -%}
    {%- do dbt_treaty.keep_rejected_rows(dbt_treaty.quarantine_relation(model), stage) -%}
  {%- endif -%}
{%- endmacro -%}
