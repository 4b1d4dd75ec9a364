{#- A pre-hook, from sync, of every model whose contract has a quarantine. Renders to nothing; where the rows that
    break a rule would not be set aside, it refuses. -#}
{%- macro require_quarantine() -%}
  {%- if execute and treaty_query is not defined -%}
    {%- do exceptions.raise_compiler_error(
        'the contract of ' ~ model.name ~ " has a quarantine, and dbt-treaty's Python companion is not there to "
        ~ 'set rows aside: run `pip install dbt-treaty` beside dbt, or take `quarantine` out of the contract') -%}
  {%- endif -%}
{%- endmacro -%}
