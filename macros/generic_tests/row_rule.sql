{#- Rows that break a contract's rule: the predicate is false for them. Where it is NULL the row passes, as
    with a CHECK constraint. -#}
{% test row_rule(model, rule) %}
  select *
  from {{ model }}
  where not (
    {{ rule }}
  )
{% endtest %}
