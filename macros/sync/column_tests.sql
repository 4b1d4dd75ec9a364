{#- A test for every promise about a column that no constraint holds.

    held: the kinds of constraint that the column has. -#}
{%- macro column_tests(column, job, held) -%}
  {%- set tests = [] -%}
  {%- if (column.required or column.primary_key) and 'not_null' not in held -%}
    {%- do tests.append(dbt_treaty.test_entry('not_null', job, column, {})) -%}
  {%- endif -%}
  {%- if column.unique and 'unique' not in held and 'primary_key' not in held -%}
    {%- do tests.append(dbt_treaty.test_entry('unique', job, column, {})) -%}
  {%- elif column.primary_key and job.primary_key | length == 1 and 'primary_key' not in held -%}
    {%- do tests.append(dbt_treaty.test_entry('unique', job, column, {})) -%}
  {%- endif -%}
  {%- if column.refers_to -%}
    {%- do tests.append(dbt_treaty.test_entry('relationships', job, column, {
        'to': dbt_treaty.referenced_model(column.refers_to), 'field': dbt_treaty.column_reference(column.refers_to.column)})) -%}
  {%- endif -%}
  {%- if column.accepted_values -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.accepted', job, column, {
        'values': column.accepted_values})) -%}
  {%- endif -%}
  {%- if column.min is defined or column.max is defined -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.in_range', job, column, {
        'min_value': column.min, 'max_value': column.max, 'data_type': dbt_treaty.data_type(column.logical)})) -%}
  {%- endif -%}
  {%- if column.pattern -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.matches', job, column, {
        'pattern': column.pattern})) -%}
  {%- endif -%}
  {{- return(tests) -}}
{%- endmacro -%}
