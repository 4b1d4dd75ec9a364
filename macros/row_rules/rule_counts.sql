{#- A query of each rule that some row breaks: rule, severity, broken_rows, all_rows, description, origin and
    treaty_fails (1 where the rule fails the test, 0 where it warns).

    rules: as `contract_rules` gives them. relation: what can stand behind FROM. All rules about a row
    are counted in one scan, straight from their predicates; a unique key, which no scan alone can
    tell, by one GROUP BY of its own columns. The counts are one row, referred to once: Spark would
    compute it again for each reference. -#}
{%- macro rule_counts(rules, relation) -%}
{%- set texts = {'rule': 'name', 'severity': 'severity', 'description': 'description', 'origin': 'origin'} -%}
with counted as (
  select
    count(*) as all_rows
    {%- for rule in rules %},
    {{ dbt_treaty.rule_count(rule, loop.index, relation) }} as broken_{{ loop.index }}
    {%- endfor %}
  from (select * from {{ relation }}) as treaty_row
  {{- dbt_treaty.reference_joins(rules, '(select * from ' ~ relation ~ ')') }}
),

numbered as (
  {%- for rule in rules %}
  select {{ loop.index }} as rule_number{{ ' union all' if not loop.last }}
  {%- endfor %}
),

told as (
  select
    {%- for title, part in texts.items() %}
    case rule_number
      {%- for rule in rules %}
      when {{ loop.index }} then {{ dbt_treaty.literal(rule[part] or '') }}
      {%- endfor %}
    end as {{ title }},
    {%- endfor %}
    case rule_number
      {%- for rule in rules %}
      when {{ loop.index }} then broken_{{ loop.index }}
      {%- endfor %}
    end as broken_rows,
    case rule_number
      {%- for rule in rules %}
      when {{ loop.index }} then {{ dbt_treaty.rule_fails(rule, 'broken_' ~ loop.index) }}
      {%- endfor %}
    end as treaty_fails,
    all_rows
  from counted
  cross join numbered
)

select rule, severity, broken_rows, all_rows, description, origin, treaty_fails
from told
where broken_rows > 0
order by treaty_fails desc, rule
{%- endmacro -%}
