{#- Whether the package's models are built: `vars: {dbt_treaty: {governance: true}}`, in dbt_project.yml or on the
    command line, where dbt passes the whole dictionary. -#}
{%- macro governance_is_on() -%}
  {%- set said = var('dbt_treaty', none) -%}
  {%- if said is mapping and said.governance is defined -%}
    {{- return(said.governance in [true, 'true']) -}}
  {%- endif -%}
  {{- return(var('governance', false) in [true, 'true']) -}}
{%- endmacro -%}
