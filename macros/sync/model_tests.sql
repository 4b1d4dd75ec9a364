{#- Tests of the table as a whole: a key of several columns, the contract's row rules and its checks. -#}
{%- macro model_tests(job) -%}
  {%- set tests = [] -%}
  {%- if job.primary_key | length > 1 and not dbt_treaty.enforces('primary_key', job.materialized) -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.unique_together', job, none, {
        'columns': dbt_treaty.key_columns(job)})) -%}
  {%- endif -%}
  {%- for rule in job.row_rules or [] -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.row_rule', job, none, {
        'rule': rule.sql}, suffix=rule.name or loop.index, severity=rule.severity)) -%}
  {%- endfor -%}
  {{- return(tests + dbt_treaty.check_tests(job)) -}}
{%- endmacro -%}
