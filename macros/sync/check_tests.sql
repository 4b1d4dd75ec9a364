{#- Tests of what a contract's checks measure over the whole table. -#}
{%- macro check_tests(job) -%}
  {%- set tests = [] -%}
  {%- for check in job.checks or [] -%}
    {%- set columns = [] -%}
    {%- for name in check.columns or [] -%}
      {%- do columns.append(dbt_treaty.column_reference(name)) -%}
    {%- endfor -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.holds', job, none, {
        'operator': check.operator,
        'bounds': check.bounds,
        'metric': check.metric,
        'query': check.query,
        'subject': dbt_treaty.column_reference(check.column) if check.column else none,
        'subjects': columns or none,
        'listed': check.get('values') or none,
        'pattern': check.pattern,
        'unit': check.unit}, suffix=check.name or loop.index, severity=check.severity)) -%}
  {%- endfor -%}
  {{- return(tests) -}}
{%- endmacro -%}
