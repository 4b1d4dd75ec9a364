{#- How many of some rows have each rule among their treaty_reasons: pairs of a rule's name and a count, the
    most frequent first; rules that no row breaks are left out. -#}
{%- macro reason_counts(rows, rules) -%}
  {%- set counts = [] -%}
  {%- for rule in rules -%}
    {%- do counts.append("count(case when replace(treaty_reasons, " ~ dbt_treaty.literal(tojson(rule.name))
        ~ ", '') <> treaty_reasons then 1 end)") -%}
  {%- endfor -%}
  {%- set found = [] -%}
  {%- if counts -%}
    {%- set row = run_query('select ' ~ counts | join(', ') ~ ' from ' ~ rows ~ ' where treaty_reasons is not null')[0] -%}
    {%- for rule in rules -%}
      {%- if row[loop.index0] -%}{%- do found.append((rule.name, row[loop.index0] | int)) -%}{%- endif -%}
    {%- endfor -%}
  {%- endif -%}
  {{- return(found | sort(attribute='1', reverse=true)) -}}
{%- endmacro -%}
