{#- Refuses to build a governance model as anything but what it is made for: the history would be lost, and a view
    can't be filled. A project says so for all packages where it gives `models:` a materialization
    with no name of a project above it. -#}
{%- macro require_materialized(wanted) -%}
  {%- if execute and model.config.materialized != wanted -%}
    {%- do exceptions.raise_compiler_error(
        model.name ~ ' has to be materialized as ' ~ wanted ~ ', and this project makes it ' ~ model.config.materialized
        ~ '. In dbt_project.yml say `models: {dbt_treaty: {governance: {loaded: {+materialized: table}, '
        ~ 'history: {+materialized: incremental}, state: {+materialized: view}}}}`') -%}
  {%- endif -%}
{%- endmacro -%}
