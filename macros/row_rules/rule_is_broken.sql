{#- Whether a row breaks a rule, as a boolean of SQL that is never NULL.

    at: the rule's number among those of `rule_breaks`. A predicate stands on lines of its own, since
    it may end in a comment. -#}
{%- macro rule_is_broken(rule, at) -%}
  {%- if rule.kind == 'unique' -%}
    {%- set conditions = [] -%}
    {%- for column in rule.columns -%}
      {%- do conditions.append('treaty_row.' ~ column ~ ' is not null') -%}
    {%- endfor -%}
    {%- set key = 'treaty_row.' ~ rule.columns | join(', treaty_row.') -%}
    {{- return('(count(*) over (partition by ' ~ key ~ ') > 1 and ' ~ conditions | join(' and ') ~ ')') -}}
  {%- elif rule.kind == 'reference' -%}
    {{- return('(treaty_row.' ~ rule.columns[0] ~ ' is not null and treaty_keys_' ~ at ~ '.treaty_key_' ~ at ~ ' is null)') -}}
  {%- endif -%}
  {{- return('coalesce(not (\n    ' ~ rule.predicate ~ '\n  ), false)') -}}
{%- endmacro -%}
