{#- 1 where a rule that is broken fails the test, 0 where it only warns, as SQL.

    Both sides of the comparison are multiplied, not divided: so that a share of exactly the
    threshold is not above it. -#}
{%- macro rule_fails(rule, broken) -%}
  {%- if rule.severity == 'warn' -%}
    {{- return('0') -}}
  {%- elif rule.threshold is none -%}
    {{- return('1') -}}
  {%- endif -%}
  {{- return('case when 100 * ' ~ broken ~ ' > ' ~ rule.threshold ~ ' * all_rows then 1 else 0 end') -}}
{%- endmacro -%}
