{#- Where the gate stands: `plugin` (inside dbt) or `external` (CI runs `dbt-treaty check`).

    Read from vars: {dbt_treaty: {gate: …}}, in dbt_project.yml or on the command line, where dbt
    passes the whole dictionary. -#}
{%- macro gate_place() -%}
  {%- set said = var('dbt_treaty', none) -%}
  {%- if said is mapping and said.gate is defined -%}
    {{- return(said.gate) -}}
  {%- endif -%}
  {{- return(var('gate', 'plugin')) -}}
{%- endmacro -%}
