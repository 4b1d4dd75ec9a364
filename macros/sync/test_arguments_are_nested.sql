{#- Whether a data test's arguments stand under `arguments:` (dbt's flag
    require_generic_test_arguments_property, true from 1.11 on) or beside its name.

    job.nested_arguments: what the project's own flags say, none where they say nothing. -#}
{%- macro test_arguments_are_nested(job) -%}
  {%- if job.nested_arguments is not none and job.nested_arguments is defined -%}
    {{- return(job.nested_arguments) -}}
  {%- endif -%}
  {%- set parts = dbt_version.split('.') -%}
  {{- return((parts[0] | int, parts[1] | int) >= (1, 11)) -}}
{%- endmacro -%}
