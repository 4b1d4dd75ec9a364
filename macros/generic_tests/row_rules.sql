{#- A contract's promises about single rows, all of them in one scan of the table: a row for each rule that is
    broken, with how many rows break it. At the run's end `tell_broken_rules` shows them.

    Which rules there are stands in the model's contract; those that a constraint of its table holds
    are left out. A rule of severity `warn`, and one whose broken rows are no more than its `error_if`,
    warns; with every other rule the test fails.

    references: the relation that each referring column refers to, as `ref(…)`: so dbt tests after
    building it. -#}
{% test row_rules(model, references=none) %}
  {{- config(fail_calc='count(*)', warn_if='> 0', error_if='> 0 and max(treaty_fails) > 0') -}}
  {%- set rules = [] -%}
  {%- if execute -%}
    {%- set rules = dbt_treaty.tested_rules(dbt_treaty.tested_node()) -%}
  {%- endif -%}
  {%- for rule in rules if rule.kind == 'reference' and rule.column in (references or {}) -%}
    {%- do rule.update({'to': references[rule.column] | string}) -%}
  {%- endfor -%}
  {%- if rules -%}
    {{- dbt_treaty.rule_counts(rules, model) -}}
  {%- else -%}
    select 0 as treaty_fails where 1 = 0
  {%- endif -%}
{% endtest %}
