{#- Whether a data test's arguments stand under `arguments:` (dbt's flag
    require_generic_test_arguments_property, true from 1.11 on, unknown before 1.10) or beside its name.

    job.nested_arguments: what the project's own flags say, none where they say nothing. -#}
{%- macro test_arguments_are_nested(job) -%}
  {%- set parts = dbt_version.split('.') -%}
  {%- set release = (parts[0] | int, parts[1] | int) -%}
  {%- if release < (1, 10) -%}
    {{- return(false) -}}
  {%- endif -%}
  {%- if job.nested_arguments is not none and job.nested_arguments is defined -%}
    {{- return(job.nested_arguments) -}}
  {%- endif -%}
  {{- return(release >= (1, 11)) -}}
{%- endmacro -%}
