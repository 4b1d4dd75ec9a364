{#- The steps of `replay_quarantine` between the two ends of its transaction: how many rows were staged, rejected
    and published. -#}
{%- macro replay_rows(node, table, quarantine, stage) -%}
  {%- set columns = dbt_treaty.model_columns(node) -%}
  {%- set story = ['treaty_run_id', 'treaty_contract_version', 'treaty_rejected_at'] -%}
  {%- set rows = '(select ' ~ (columns + story) | join(', ') ~ ' from ' ~ quarantine ~ ')' -%}
  {%- set rules = dbt_treaty.rules_beside_the_table(node, dbt_treaty.rejecting_rules(node), quarantine, table) -%}
  {%- do dbt_treaty.create_stage(stage, dbt_treaty.judged_rows(node, rules, rows, story), '') -%}
  {%- set counted = run_query('select count(*), count(treaty_reasons) from ' ~ stage)[0] -%}
  {%- set run = {
      'whole': false, 'staged': counted[0] | int, 'rejected': counted[1] | int, 'before': dbt_treaty.count_of(table)} -%}

  {%- set key = dbt_treaty.replaced_by(node) -%}
  {%- if key -%}
    {%- set same = [] -%}
    {%- for column in key -%}{%- do same.append('treaty_staged.' ~ column ~ ' = ' ~ table ~ '.' ~ column) -%}{%- endfor -%}
    {%- do dbt_treaty.run_in_transaction('delete from ' ~ table ~ ' where exists (select 1 from ' ~ stage
        ~ ' as treaty_staged where treaty_staged.treaty_reasons is null and ' ~ same | join(' and ') ~ ')') -%}
  {%- endif -%}
  {%- do dbt_treaty.run_in_transaction('insert into ' ~ table ~ ' (' ~ columns | join(', ') ~ ') select '
      ~ columns | join(', ') ~ ' from ' ~ stage ~ ' where treaty_reasons is null') -%}
  {%- do dbt_treaty.run_in_transaction('delete from ' ~ quarantine) -%}
  {%- set reasons = 'treaty_reasons' if dbt_treaty.quarantine_of(node).get('include_error_reason', true)
      else 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
  {%- do dbt_treaty.run_in_transaction('insert into ' ~ quarantine ~ ' (' ~ (columns + story) | join(', ')
      ~ ', treaty_reasons) select ' ~ (columns + story) | join(', ') ~ ', ' ~ reasons ~ ' from ' ~ stage
      ~ ' where treaty_reasons is not null') -%}

  {%- do run.update({'published': dbt_treaty.published_rows(node, table, stage, run)}) -%}
  {%- set kept = dbt_treaty.count_of(quarantine) -%}
  {%- if run.published != run.staged - run.rejected or kept != run.rejected -%}
    {%- do exceptions.raise_compiler_error(
        node.name ~ ': of ' ~ run.staged ~ ' quarantined rows ' ~ run.published ~ ' would be published and ' ~ kept
        ~ ' kept, so nothing was changed. Look for a trigger, or for another writer of the table') -%}
  {%- endif -%}
  {%- do dbt_treaty.drop_stage(stage) -%}
  {{- return(run) -}}
{%- endmacro -%}
