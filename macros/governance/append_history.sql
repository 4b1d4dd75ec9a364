{#- Writes the measurements of this run behind those that are there, in one statement; a second call in one
    invocation adds nothing.

    levels: as `measured_levels` gives them. -#}
{%- macro append_history(levels) -%}
  {%- do dbt_treaty.create_history() -%}
  {%- if levels -%}
    {%- set relation = dbt_treaty.history_relation() -%}
    {%- set columns = dbt_treaty.history_columns() -%}
    {%- set now = dbt_treaty.utc_timestamp(dbt_treaty.utc_now()) -%}
    {%- set rows = [] -%}
    {%- for level in levels -%}
      {%- set contract = level.node.config.meta.dbt_treaty.contract.v1 -%}
      {%- set name = [contract.domain, contract.tier, contract.table] | select | join('.') -%}
      {%- set values = [level.node.unique_id, name, contract.version, level.promise, level.measured, level.target, level.ok,
                        level.reason, level.row_count] -%}
      {%- set spelled = [] -%}
      {%- for column, kind in columns.items() -%}
        {%- if column == 'measured_at' -%}
          {%- do spelled.append(now ~ ' as measured_at') -%}
        {%- else -%}
          {%- set value = invocation_id if column == 'invocation_id' else values[loop.index0] -%}
          {%- do spelled.append(dbt_treaty.spelled_value(value, kind) ~ ' as ' ~ column) -%}
        {%- endif -%}
      {%- endfor -%}
      {%- do rows.append('select ' ~ spelled | join(', ')) -%}
    {%- endfor -%}
    {%- do dbt_treaty.run_in_transaction(
        'insert into ' ~ relation ~ '\nselect * from (\n' ~ rows | join('\nunion all\n') ~ '\n) as measured_now\n'
        ~ 'where not exists (select 1 from ' ~ relation ~ ' as there where there.invocation_id = '
        ~ dbt_treaty.literal(invocation_id) ~ ')') -%}
    {%- do adapter.commit() -%}
  {%- endif -%}
{%- endmacro -%}
