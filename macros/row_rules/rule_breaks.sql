{#- A SELECT of all columns of some rows, with a boolean for each rule: treaty_rule_1, treaty_rule_2, …
    in the order of `rules`, true where the row breaks the rule, else false, never NULL.

    rules: as `contract_rules` gives them. relation_sql: what can stand behind FROM and take an alias
    there: a relation, or a query in brackets. The rows are read once, however many rules there are: a
    unique key is a window's count, and a reference joins the distinct values that it may have. -#}
{%- macro rule_breaks(rules, relation_sql) -%}
select
  treaty_row.*
  {%- for rule in rules %},
  {{ dbt_treaty.rule_is_broken(rule, loop.index) }} as treaty_rule_{{ loop.index }}
  {%- endfor %}
from {{ relation_sql }} as treaty_row
  {{- dbt_treaty.reference_joins(rules, relation_sql) }}
{%- endmacro -%}
