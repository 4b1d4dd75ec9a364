{#- Rows whose text does not match the regular expression `pattern`; NULL is not judged. -#}
{% test matches(model, column_name, pattern) %}
  select {{ column_name }} as value, count(*) as row_count
  from {{ model }}
  where {{ column_name }} is not null
    and not {{ dbt_treaty.regular_expression_match(column_name, pattern) }}
  group by {{ column_name }}
{% endtest %}
