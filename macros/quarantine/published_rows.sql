{#- How many rows this run published, as the table shows it: all that it has where it was built whole, what it
    gained where rows were added, else the rows that have a key (or partition) of this run's rows.

    run: {whole, before} of this run. -#}
{%- macro published_rows(node, table, stage, run) -%}
  {%- if run.whole -%}{{- return(dbt_treaty.count_of(table)) -}}{%- endif -%}
  {%- set key = dbt_treaty.replaced_by(node) -%}
  {%- if not key -%}{{- return(dbt_treaty.count_of(table) - run.before) -}}{%- endif -%}
  {%- set same = [] -%}
  {%- for column in key -%}
    {%- do same.append('treaty_staged.' ~ column ~ ' = treaty_published.' ~ column) -%}
  {%- endfor -%}
  {%- set nowhere = [] -%}
  {%- for column in key -%}{%- do nowhere.append(column ~ ' is null') -%}{%- endfor -%}
  {#- A key that is NULL equals none, so that such a row is always added: it is counted where it was staged. -#}
  {{- return(
      dbt_treaty.count_of(table ~ ' as treaty_published where exists (select 1 from ' ~ stage
          ~ ' as treaty_staged where treaty_staged.treaty_reasons is null and ' ~ same | join(' and ') ~ ')')
      + dbt_treaty.count_of(stage ~ ' where treaty_reasons is null and (' ~ nowhere | join(' or ') ~ ')')) -}}
{%- endmacro -%}
