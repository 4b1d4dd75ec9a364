{#- A level that was not kept, in a line: the model, the promise, why, and what was measured. -#}
{%- macro level_text(level) -%}
  {%- set units = {'freshness': ' s', 'completeness': ' %', 'accuracy': ' %', 'late_arrival_window': ' rows'} -%}
  {%- set unit = units[level.promise] -%}
  {%- set said = '' -%}
  {%- if level.measured is not none -%}
    {%- set said = ' (measured ' ~ '%.6g' | format(level.measured) ~ unit ~ ', promised ' ~ '%.6g' | format(level.target) ~ unit ~ ')' -%}
  {%- endif -%}
  {{- return('dbt-treaty: ' ~ level.promise ~ ' of ' ~ level.node.name ~ ': ' ~ level.reason ~ said) -}}
{%- endmacro -%}
