{#- At least `percent` of the rows of a window meet every rule of the contract that is an error to break.

    column, kind: the timestamp by which the last `seconds` are taken; the whole table without one.
    references: what the rules refer to, so that dbt builds it first. A window without rows proves nothing
    and fails. -#}
{% test accurate(model, percent, seconds, column=none, kind=none, references=none) %}
  {{- config(fail_calc=dbt_treaty.sla_fail_calc()) -}}
  {%- set rules = [] -%}
  {%- if execute -%}
    {%- for rule in dbt_treaty.contract_rules(dbt_treaty.tested_node()) if rule.severity != 'warn' -%}
      {%- do rules.append(rule) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- if not rules -%}
{{ dbt_treaty.sla_unmeasured('accuracy', percent, 'the contract has no rule that a row could break') }}
  {%- else -%}
  {%- set since = dbt_treaty.utc_now() - modules.datetime.timedelta(seconds=seconds) -%}
with judged as (
  {{ dbt_treaty.rule_breaks(rules, '(select * from ' ~ model ~ ')') }}
),

counted as (
  select
    count(*) as row_count,
    count(case when
      {%- for rule in rules %}
      {{ 'or ' if not loop.first }}treaty_rule_{{ loop.index }}
      {%- endfor %}
      then 1 end) as broken_count
  from judged
  {%- if column %}
  where {{ column }} >= {{ dbt_treaty.moment_literal(since, kind) }}
  {%- endif %}
)

{{ dbt_treaty.sla_result('accuracy', 'counted', '100.0 * (row_count - broken_count) / nullif(row_count, 0)', percent, [
    ('row_count = 0', 'no row is ' ~ ('in the window' if column else 'in the table')),
    ('100 * (row_count - broken_count) < ' ~ percent ~ ' * row_count', 'too many rows break a rule of the contract'),
]) }}
  {%- endif -%}
{% endtest %}
