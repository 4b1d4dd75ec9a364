{#- Rows whose value is none of `values`; NULL is not judged here. Unlike dbt's accepted_values, a value
    with a quote in it stays a value. -#}
{% test accepted(model, column_name, values) %}
  with judged as (
    select {{ column_name }} as value
    from {{ model }}
    where {{ column_name }} is not null
  )

  select value, count(*) as row_count
  from judged
  where value not in (
    {%- for value in values %}
    {{ dbt_treaty.literal(value) }}{{ ',' if not loop.last }}
    {%- endfor %}
  )
  group by value
{% endtest %}
