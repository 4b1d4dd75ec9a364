{#- How many rows break a rule, as SQL over `treaty_row`: an aggregate, or for a unique key a query of its own
    that gives one number. -#}
{%- macro rule_count(rule, at, relation) -%}
  {%- if rule.kind == 'unique' -%}
    {%- set present = [] -%}
    {%- for column in rule.columns -%}
      {%- do present.append(column ~ ' is not null') -%}
    {%- endfor -%}
    {%- set groups = 'select count(*) as treaty_size from (select * from ' ~ relation ~ ') as treaty_row where '
        ~ present | join(' and ') ~ ' group by ' ~ rule.columns | join(', ') ~ ' having count(*) > 1' -%}
    {{- return('coalesce((select sum(treaty_size) from (' ~ groups ~ ') as treaty_groups), 0)') -}}
  {%- elif rule.kind == 'reference' -%}
    {{- return('count(case when ' ~ dbt_treaty.rule_is_broken(rule, at) ~ ' then 1 end)') -}}
  {%- endif -%}
  {{- return('count(case when not (\n      ' ~ rule.predicate ~ '\n    ) then 1 end)') -}}
{%- endmacro -%}
