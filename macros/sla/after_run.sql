{#- At the end of a run: says which service levels were not kept and why, and, where the governance models are on,
    writes what was measured to the history.

    results: dbt's, as the on-run-end hook has them. -#}
{%- macro after_run(results) -%}
  {%- if execute and flags.WHICH in ['build', 'test', 'run', 'retry', 'seed', 'snapshot'] -%}
    {%- set governed = dbt_treaty.governance_is_on() -%}
    {%- set levels = dbt_treaty.measured_levels(results, all=governed) -%}
    {%- for level in levels if not level.ok -%}
      {%- do log(dbt_treaty.level_text(level), info=true) -%}
    {%- endfor -%}
    {%- if governed -%}
      {%- do dbt_treaty.append_history(
          levels + dbt_treaty.measured_marks(levels) + dbt_treaty.measured_volumes(results)
          + dbt_treaty.measured_quarantines(results)) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
