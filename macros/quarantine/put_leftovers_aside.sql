{#- Renames, and tells of, the folders that a Spark which was killed has left for tables that are in no catalogue: it
    would refuse to make the tables there. Where Spark runs in dbt's own process only.

    relations: those that a run makes; a stage stands for its raw rows as well. -#}
{%- macro put_leftovers_aside(relations) -%}
  {%- if modules.dbt_treaty is defined -%}
    {%- set names = [] -%}
    {%- for each in relations -%}
      {%- do names.append([each.schema, each.identifier]) -%}
      {%- do names.append([each.schema, each.identifier ~ '_raw']) if each.identifier.endswith('__treaty_stage') -%}
    {%- endfor -%}
    {%- for path in modules.dbt_treaty.put_leftovers_aside(names) -%}
      {%- do log('dbt-treaty: ' ~ model.name ~ ': a Spark that was killed has left files, which are now in ' ~ path
          ~ '; they may go', info=true) -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}
