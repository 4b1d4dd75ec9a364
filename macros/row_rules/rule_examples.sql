{#- A query of one row: first_1, last_1, first_2, … with the least and the greatest key, as text, of the rows
    that break each rule.

    rules: as `contract_rules` gives them. relation: what can stand behind FROM. key: the text of SQL
    that a row is shown by. -#}
{%- macro rule_examples(rules, relation, key) -%}
with judged as (
  {{ dbt_treaty.rule_breaks(rules, '(select * from ' ~ relation ~ ')') }}
)

select
  {%- for rule in rules %}
  min(case when treaty_rule_{{ loop.index }} then {{ key }} end) as first_{{ loop.index }},
  max(case when treaty_rule_{{ loop.index }} then {{ key }} end) as last_{{ loop.index }}
  {{- ',' if not loop.last }}
  {%- endfor %}
from judged
{%- endmacro -%}
