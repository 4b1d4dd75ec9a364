{#- What a metric counts, as an expression over the rows of the table.

    NULL is a missing value only where `listed` holds it, and never an invalid one. Of values that
    occur n times n - 1 are duplicates. A share of no rows is 0. -#}
{%- macro measure(model, metric, subject=none, subjects=none, listed=none, pattern=none, unit='rows') -%}
  {%- set texts = [] -%}
  {%- for value in listed or [] if value is not none -%}
    {%- do texts.append(dbt_treaty.literal(value)) -%}
  {%- endfor -%}
  {%- set among = (subject ~ ' in (' ~ texts | join(', ') ~ ')') if texts else none -%}
  {%- set said = namespace(count='count(*)') -%}
  {%- if metric == 'null_values' -%}
    {%- set said.count = 'count(*) - count(' ~ subject ~ ')' -%}
  {%- elif metric == 'missing_values' -%}
    {%- set is_null = subject ~ ' is null' if none in (listed or []) else none -%}
    {%- set said.count = 'count(case when ' ~ [is_null, among] | select | join(' or ') ~ ' then 1 end)' -%}
  {%- elif metric == 'invalid_values' -%}
    {%- set matched = dbt_treaty.regular_expression_match(subject, pattern) if pattern is not none else none -%}
    {%- set is_valid = [among, matched] | select | join(' and ') -%}
    {%- set said.count = 'count(' ~ subject ~ ') - count(case when ' ~ (is_valid or subject ~ ' is null') ~ ' then ' ~ subject ~ ' end)' -%}
  {%- elif metric == 'duplicate_values' and subjects is not none -%}
    {%- set said.count = 'count(*) - (select count(*) from (select distinct ' ~ subjects | join(', ') ~ ' from ' ~ model ~ ') as kinds)' -%}
  {%- elif metric == 'duplicate_values' -%}
    {%- set said.count = 'count(' ~ subject ~ ') - count(distinct ' ~ subject ~ ')' -%}
  {%- endif -%}
  {%- if unit == 'percent' -%}
    {{- return('coalesce(100.0 * (' ~ said.count ~ ') / nullif(count(*), 0), 0)') -}}
  {%- endif -%}
  {{- return(said.count) -}}
{%- endmacro -%}
