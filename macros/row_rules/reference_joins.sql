{#- The joins that tell whether a row's references are there: `treaty_keys_N.treaty_key_N` is NULL where not.

    relation_sql: what the rows at hand come from, for a table that refers to itself. Only values that
    stand once are joined, so that no row is doubled. -#}
{%- macro reference_joins(rules, relation_sql) -%}
  {%- for rule in rules if rule.kind == 'reference' %}
  {%- set at = rules.index(rule) + 1 %}
left join (
  select distinct {{ rule.field }} as treaty_key_{{ at }}
  from {{ relation_sql if rule.to_itself else rule.to }} as treaty_referred_{{ at }}
  where {{ rule.field }} is not null
) as treaty_keys_{{ at }}
  on treaty_row.{{ rule.columns[0] }} = treaty_keys_{{ at }}.treaty_key_{{ at }}
  {%- endfor %}
{%- endmacro -%}
