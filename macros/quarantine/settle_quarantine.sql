{#- Takes away what the quarantine held before this run and this run has replaced, where no transaction did. -#}
{%- macro settle_quarantine(quarantine, stage) -%}
  {{- adapter.dispatch('settle_quarantine', 'dbt_treaty')(quarantine, stage) -}}
{%- endmacro -%}

{%- macro default__settle_quarantine(quarantine, stage) -%}{%- endmacro -%}

{#- Written anew beside the old one, which goes only then. A run that is killed between the two leaves one of
    them whole, and the next run goes on from there (`hold_quarantine`). -#}
{%- macro spark__settle_quarantine(quarantine, stage) -%}
  {%- set outdated = "treaty_run_id <> " ~ dbt_treaty.literal(invocation_id) ~ ' and ('
      ~ dbt_treaty.outdated_rows(model, stage, treaty_run.whole) ~ ')' -%}
  {%- if not dbt_treaty.count_of(quarantine ~ ' where ' ~ outdated) -%}{{- return('') -}}{%- endif -%}
  {%- set successor = dbt_treaty.quarantine_successor(quarantine) -%}
  {%- do run_query(
      'create table ' ~ successor ~ " using parquet tblproperties ('dbt_treaty.quarantine' = "
      ~ dbt_treaty.literal(dbt_treaty.quarantine_mark(model)) ~ ') as select '
      ~ dbt_treaty.quarantine_columns(model) | join(', ') ~ ' from ' ~ quarantine ~ ' where not (' ~ outdated ~ ')') -%}
  {%- do run_query('drop table ' ~ quarantine) -%}
  {%- do run_query('alter table ' ~ successor ~ ' rename to ' ~ quarantine) -%}
{%- endmacro -%}
