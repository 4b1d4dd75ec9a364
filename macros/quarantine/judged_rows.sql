{#- A SELECT of a model's columns and `treaty_reasons`: each row with the rules that it breaks, in one scan.

    rows: what can stand behind FROM and take an alias there: a relation, or a query in brackets. others: columns
    of it to keep besides. -#}
{%- macro judged_rows(node, rules, rows, others=[]) -%}
select
  {{ (dbt_treaty.model_columns(node) + others) | join(', ') }},
  {{ dbt_treaty.broken_reasons(rules) }} as treaty_reasons
from (
  {{ dbt_treaty.rule_breaks(rules, rows) }}
) as treaty_judged
{%- endmacro -%}
