{#- The package's on-run-start hook: the whole project is judged before its first node runs.

    Renders to nothing, so that dbt sends no statement to the warehouse. `dbt compile` and
    `dbt docs generate` render it as well; there it reports and does not refuse. -#}
{%- macro gate() -%}
  {%- if execute -%}
    {%- set place = dbt_treaty.gate_place() -%}
    {%- if place == 'external' -%}
      {%- do log('dbt-treaty: gate is external; CI must run `dbt-treaty check`', info=true) -%}
    {%- elif place != 'plugin' -%}
      {%- do exceptions.raise_compiler_error(
          "vars: {dbt_treaty: {gate: …}} is '" ~ place ~ "' (allowed: plugin, external)") -%}
    {%- else -%}
      {%- do dbt_treaty.require_companion() -%}
      {%- set begun = modules.datetime.datetime.now() -%}
      {%- set verdict = modules.dbt_treaty.gate(flags.WHICH, selected_resources, builtins.ref) -%}
      {%- set took = (modules.datetime.datetime.now() - begun).total_seconds() -%}
      {#- In dbt's log alone: what `make bench` measures, and who wonders can look up. -#}
      {%- do log('dbt-treaty: the gate took %.3f s' | format(took), info=false) -%}
      {%- if verdict.refused -%}
        {%- do exceptions.raise_compiler_error(verdict.text) -%}
      {%- elif verdict.text -%}
        {%- do log(verdict.text, info=true) -%}
      {%- endif -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
