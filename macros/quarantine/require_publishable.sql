{#- Refuses to build a quarantined model in a way in which nobody could tell that no row is lost. -#}
{%- macro require_publishable() -%}
  {%- set config = model.config -%}
  {%- set problems = [] -%}
  {%- if target.type not in ['duckdb', 'postgres', 'spark'] -%}
    {%- do problems.append('a quarantine is kept on duckdb, postgres and spark, not on ' ~ target.type) -%}
  {%- endif -%}
  {%- if config.materialized not in ['table', 'incremental'] -%}
    {%- do problems.append('a quarantine needs a table to be kept apart from: materialized is '
        ~ config.materialized ~ ' (allowed: table, incremental)') -%}
  {%- endif -%}
  {%- set strategy = config.get('incremental_strategy') or 'default' -%}
  {%- if strategy not in ['default', 'append', 'merge', 'delete+insert', 'insert_overwrite'] -%}
    {%- do problems.append('incremental_strategy is ' ~ strategy
        ~ ' (allowed with a quarantine: append, merge, delete+insert, insert_overwrite)') -%}
  {%- endif -%}
  {%- for key in ['merge_clauses', 'merge_insert_condition', 'merge_update_condition'] if config.get(key) -%}
    {%- do problems.append(key ~ ' may leave rows out, so that nobody could tell them from lost ones') -%}
  {%- endfor -%}
  {%- set unknown = [] -%}
  {%- for name in dbt_treaty.publishing_key(model) if name | lower not in model.columns | map('lower') -%}
    {%- do unknown.append(name) -%}
  {%- endfor -%}
  {%- if unknown and config.materialized == 'incremental' -%}
    {%- do problems.append('unique_key names no column of the contract: ' ~ unknown | join(', ')) -%}
  {%- endif -%}
  {%- if target.type == 'duckdb' and adapter.disable_transactions() -%}
    {%- do problems.append('the profile has disable_transactions, and without one the table and its quarantine '
        ~ 'can not appear together') -%}
  {%- endif -%}
  {%- if problems -%}
    {%- do exceptions.raise_compiler_error(model.name ~ ': ' ~ problems | join('\n  ' ~ model.name ~ ': ')) -%}
  {%- endif -%}
{%- endmacro -%}
