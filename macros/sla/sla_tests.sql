{#- A test for every service level that the contract says how to measure; see docs/sla.md. -#}
{%- macro sla_tests(job) -%}
  {%- set tests = [] -%}
  {%- set sla = job.sla or {} -%}
  {%- if sla.freshness -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.fresh', job, none, {
        'column': dbt_treaty.column_reference(sla.freshness.column),
        'kind': sla.freshness.kind,
        'seconds': sla.freshness.seconds}, severity=sla.severity)) -%}
  {%- endif -%}
  {%- if sla.completeness -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.complete', job, none, {
        'percent': sla.completeness.percent,
        'reference': sla.completeness.reference,
        'query': sla.completeness.query}, severity=sla.severity)) -%}
  {%- endif -%}
  {%- if sla.accuracy -%}
    {%- set references = {} -%}
    {%- for column in job.columns if column.refers_to -%}
      {%- do references.update({column.name: dbt_treaty.referenced_model(column.refers_to)}) -%}
    {%- endfor -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.accurate', job, none, {
        'percent': sla.accuracy.percent,
        'seconds': sla.accuracy.seconds,
        'column': dbt_treaty.column_reference(sla.accuracy.column) if sla.accuracy.column else none,
        'kind': sla.accuracy.kind,
        'references': references or none}, severity=sla.severity)) -%}
  {%- endif -%}
  {%- if sla.late_arrival_window -%}
    {%- do tests.append(dbt_treaty.test_entry('dbt_treaty.on_time', job, none, {
        'column': dbt_treaty.column_reference(sla.late_arrival_window.column),
        'loaded': dbt_treaty.column_reference(sla.late_arrival_window.loaded) if sla.late_arrival_window.loaded else none,
        'kind': sla.late_arrival_window.kind,
        'seconds': sla.late_arrival_window.seconds}, severity=sla.severity)) -%}
  {%- endif -%}
  {{- return(tests) -}}
{%- endmacro -%}
