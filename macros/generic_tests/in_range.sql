{#- Rows whose value lies below `min_value` or above `max_value`; both ends belong to the range, NULL is
    not judged. -#}
{% test in_range(model, column_name, data_type, min_value=none, max_value=none) %}
  select {{ column_name }} as value, count(*) as row_count
  from {{ model }}
  where
    {% if min_value is not none -%}
    {{ column_name }} < cast({{ dbt_treaty.literal(min_value) }} as {{ data_type }})
    {%- endif %}
    {% if min_value is not none and max_value is not none %}or{% endif %}
    {% if max_value is not none -%}
    {{ column_name }} > cast({{ dbt_treaty.literal(max_value) }} as {{ data_type }})
    {%- endif %}
  group by {{ column_name }}
{% endtest %}
