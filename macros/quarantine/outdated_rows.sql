{#- A condition on the rows of a quarantine that were there before this run: what it replaces, and what is older
    than `retention_days`. -#}
{%- macro outdated_rows(node, stage, whole) -%}
  {%- if whole -%}{{- return('1 = 1') -}}{%- endif -%}
  {%- set identity = dbt_treaty.row_identity(dbt_treaty.model_columns(node), dbt_treaty.identity_key(node)) -%}
  {%- set conditions = [identity ~ '\n  in (select ' ~ identity ~ ' from ' ~ stage ~ ')'] -%}
  {%- set days = dbt_treaty.quarantine_of(node).get('retention_days') -%}
  {%- if days is not none -%}
    {%- set oldest = modules.datetime.datetime.now(modules.pytz.utc) - modules.datetime.timedelta(days=days) -%}
    {%- do conditions.append('treaty_rejected_at < ' ~ dbt_treaty.utc_timestamp(oldest)) -%}
  {%- endif -%}
  {{- return(conditions | join('\n  or ')) -}}
{%- endmacro -%}
