{#- Puts the refused rows of a stage into the quarantine.

    A table that is built whole has its refused rows replaced whole. Where rows are added, a row that
    arrives again takes the place of the one that was refused before, whether it is valid now or not. -#}
{%- macro keep_rejected_rows(quarantine, stage) -%}
  {%- if dbt_treaty.relation_note(quarantine) is none -%}
    {%- do dbt_treaty.create_quarantine(model, quarantine, stage) -%}
  {%- else -%}
    {%- do dbt_treaty.fit_quarantine(model, quarantine, stage) -%}
  {%- endif -%}
  {{- adapter.dispatch('keep_rejected_rows', 'dbt_treaty')(quarantine, stage) -}}
{%- endmacro -%}

{%- macro default__keep_rejected_rows(quarantine, stage) -%}
  {%- set outdated = dbt_treaty.outdated_rows(model, stage, treaty_run.whole) -%}
  {%- if dbt_treaty.count_of(quarantine) -%}
    {%- do dbt_treaty.run_in_transaction('delete from ' ~ quarantine ~ ' where ' ~ outdated) -%}
  {%- endif -%}
  {%- if treaty_run.rejected -%}
    {%- do dbt_treaty.insert_quarantined(model, quarantine, stage) -%}
  {%- endif -%}
{%- endmacro -%}

{#- Without a transaction the refused rows come first: if the run ends here they are in the quarantine and
    not lost, and the next run takes away what is outdated (`settle_quarantine`). -#}
{%- macro spark__keep_rejected_rows(quarantine, stage) -%}
  {%- if treaty_run.rejected -%}
    {%- do dbt_treaty.insert_quarantined(model, quarantine, stage) -%}
  {%- endif -%}
{%- endmacro -%}
