{#- Refuses, in one line with the command that mends it, where the Python companion is not loaded. -#}
{%- macro require_companion() -%}
  {%- if modules.dbt_treaty is not defined -%}
    {%- do exceptions.raise_compiler_error(
        "dbt-treaty's Python companion is not installed beside dbt: run `pip install dbt-treaty`"
        ~ " (or, where CI runs `dbt-treaty check`, set vars: {dbt_treaty: {gate: external}})"
    ) -%}
  {%- endif -%}
{%- endmacro -%}
