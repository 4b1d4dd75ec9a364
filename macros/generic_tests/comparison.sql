{#- A value compared with a check's bounds. -#}
{%- macro comparison(value, operator, bounds) -%}
  {%- set signs = {
      'must_be': '=',
      'must_not_be': '<>',
      'must_be_greater_than': '>',
      'must_be_greater_or_equal_to': '>=',
      'must_be_less_than': '<',
      'must_be_less_or_equal_to': '<=',
  } -%}
  {%- if operator in signs -%}
    {{- return(value ~ ' ' ~ signs[operator] ~ ' ' ~ dbt_treaty.literal(bounds[0])) -}}
  {%- endif -%}
  {%- set between = value ~ ' between ' ~ dbt_treaty.literal(bounds[0]) ~ ' and ' ~ dbt_treaty.literal(bounds[1]) -%}
  {{- return(between if operator == 'must_be_between' else 'not (' ~ between ~ ')') -}}
{%- endmacro -%}
