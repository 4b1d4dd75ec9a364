{#- One data test with a name of its own, its arguments where this dbt wants them. -#}
{%- macro test_entry(test, job, column, arguments, suffix=none, severity=none) -%}
  {%- set parts = ['treaty', job.model, 'v' ~ job.version] -%}
  {%- if column -%}{%- do parts.append(column.name) -%}{%- endif -%}
  {%- do parts.append(test.split('.') | last) -%}
  {%- if suffix is not none -%}{%- do parts.append(suffix | string) -%}{%- endif -%}

  {%- set body = {'name': parts | join('_')} -%}
  {%- set given = {} -%}
  {%- for key, value in arguments.items() -%}
    {%- if value is defined and value is not none -%}{%- do given.update({key: value}) -%}{%- endif -%}
  {%- endfor -%}
  {%- if given and dbt_treaty.test_arguments_are_nested(job) -%}
    {%- do body.update({'arguments': given}) -%}
  {%- else -%}
    {%- do body.update(given) -%}
  {%- endif -%}
  {%- if severity and severity != 'error' -%}
    {%- do body.update({'config': {'severity': severity}}) -%}
  {%- endif -%}
  {{- return({test: body}) -}}
{%- endmacro -%}
