{#- The first post-hook of a quarantined model, before its transaction ends: every row that came in was published
    or set aside, none twice. Where it was not, the run fails and nothing of it is kept. -#}
{%- macro check_published_rows() -%}
  {%- if execute -%}
    {%- set stage = dbt_treaty.stage_relation(model) -%}
    {%- set quarantine = dbt_treaty.quarantine_relation(model) -%}
    {%- set valid = treaty_run.staged - treaty_run.rejected -%}
    {%- set published = dbt_treaty.published_rows(model, this, stage, treaty_run) -%}
    {%- set kept = dbt_treaty.count_of(quarantine ~ ' where treaty_run_id = ' ~ dbt_treaty.literal(invocation_id)) -%}
    {%- if valid != published or kept != treaty_run.rejected -%}
      {%- do exceptions.raise_compiler_error(
          model.name ~ ': ' ~ treaty_run.staged ~ ' rows came in, ' ~ valid ~ ' to publish and ' ~ treaty_run.rejected
          ~ ' to set aside, and ' ~ published ~ ' were published and ' ~ kept ~ ' set aside. '
          ~ 'Look for a hook or an incremental strategy that takes or adds rows') -%}
    {%- endif -%}
    {%- do dbt_treaty.settle_quarantine(quarantine, stage) -%}
    {%- do dbt_treaty.drop_stage(stage) -%}
    {%- do log('dbt-treaty: ' ~ model.name ~ ': ' ~ published ~ ' rows published, ' ~ kept ~ ' quarantined in '
        ~ quarantine, info=kept > 0) -%}
  {%- endif -%}
{%- endmacro -%}
