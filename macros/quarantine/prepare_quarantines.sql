{#- An on-run-start hook behind the gate: every quarantine that this run may write to is ours, or is nobody's
    yet, and its schema is there. All that is wrong is told at once, before any data moves. -#}
{%- macro prepare_quarantines() -%}
  {%- if execute and flags.WHICH in ['run', 'build', 'retry'] and modules.dbt_treaty is defined -%}
    {%- set models = modules.dbt_treaty.quarantined_models(selected_resources, builtins.ref) -%}
    {%- set problems = [] -%}
    {%- if models.selected -%}
      {%- do problems.extend(dbt_treaty.clashing_quarantines(models.all)) -%}
    {%- endif -%}
    {%- for unique_id in models.selected if not problems -%}
      {%- set refusal = dbt_treaty.foreign_quarantine(graph.nodes[unique_id]) -%}
      {%- if refusal -%}{%- do problems.append(refusal) -%}{%- endif -%}
    {%- endfor -%}
    {%- if problems -%}
      {%- do exceptions.raise_compiler_error('dbt-treaty: ' ~ problems | join('\n  dbt-treaty: ')) -%}
    {%- endif -%}
    {%- for unique_id in models.selected -%}
      {%- set relation = dbt_treaty.quarantine_relation(graph.nodes[unique_id]) -%}
      {%- if not adapter.check_schema_exists(relation.database, relation.schema) -%}
        {%- do adapter.create_schema(relation) -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}
