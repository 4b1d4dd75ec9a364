{#- Ends the run where more rows break a rule than `max_rejected` allows: nothing of it is published, the
    table and its quarantine stay as they are. -#}
{%- macro require_few_rejected(stage, rules) -%}
  {%- set limit = dbt_treaty.quarantine_of(model).get('max_rejected') -%}
  {%- set rejected = treaty_run.rejected -%}
  {%- if limit is none or not dbt_treaty.is_over(limit, rejected, treaty_run.staged) -%}{{- return('') -}}{%- endif -%}
  {%- set told = [] -%}
  {%- for name, count in dbt_treaty.reason_counts(stage, rules) -%}
    {%- do told.append(name ~ ' ' ~ count) -%}
  {%- endfor -%}
  {%- do exceptions.raise_compiler_error(
      model.name ~ ': ' ~ rejected ~ ' of ' ~ treaty_run.staged ~ ' rows break a rule of the contract, and '
      ~ 'quarantine.max_rejected is ' ~ limit ~ '. Nothing was published: the table and its quarantine are '
      ~ 'as they were. Rows by rule: ' ~ told | join(', ')) -%}
{%- endmacro -%}
