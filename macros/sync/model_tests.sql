{#- Tests of the table as a whole: one for all promises about single rows, and one for each check. One for
    who may read it, where it is granted, and of a Python model's table one for its columns. -#}
{%- macro model_tests(job) -%}
  {%- set tests = [] -%}
  {%- if job.language == 'python' -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.has_columns_and_types', job, none, {})) -%}
  {%- endif -%}
  {%- if dbt_treaty.reader_grants(job) -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.readable_by', job, none, {'readers': job.readers})) -%}
  {%- endif -%}
  {%- if dbt_treaty.has_tested_rows(job) -%}
    {%- set references = {} -%}
    {%- for column in job.columns if column.refers_to -%}
      {%- do references.update({column.name: dbt_treaty.referenced_model(column.refers_to)}) -%}
    {%- endfor -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.row_rules', job, none, {
        'references': references or none})) -%}
  {%- endif -%}
  {{- return(tests + dbt_treaty.check_tests(job) + dbt_treaty.sla_tests(job)) -}}
{%- endmacro -%}
