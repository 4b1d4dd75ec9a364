{#- Loads what the gate knows into the table that was just built: the post-hook of such a model, and of no other,
    since lineage takes its word that it brings no data of the project.

    name: the table, as `governance_table` has it. -#}
{%- macro fill_governance_table(name) -%}
  {%- if execute and flags.WHICH in ['build', 'run', 'retry'] -%}
    {%- if model.package_name != 'dbt_treaty' -%}
      {%- do exceptions.raise_compiler_error('fill_governance_table fills the models of dbt_treaty, and not ' ~ model.name) -%}
    {%- endif -%}
    {%- set columns = modules.dbt_treaty.governance_columns(name) -%}
    {%- for rows in modules.dbt_treaty.governance_rows(name, dbt_treaty.governance_batch_size()) -%}
      {%- do dbt_treaty.load_rows(this, columns, rows) -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}
