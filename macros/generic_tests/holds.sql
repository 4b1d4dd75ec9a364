{#- The one number that a check measures, where it is not what it must be. NULL never is.

    operator, bounds: `must_be` and the like, with the one or two values it takes.
    metric, subject or subjects, listed, pattern, unit: what is counted; see `measure`.
    query: in place of a metric, one SELECT of one value. -#}
{% test holds(model, operator, bounds, metric=none, query=none, subject=none, subjects=none,
              listed=none, pattern=none, unit='rows') %}
  with measured as (
    {% if query is not none -%}
    select (
      {{ dbt_treaty.check_query(query, model, subject) }}
    ) as value
    {%- else -%}
    select {{ dbt_treaty.measure(model, metric, subject, subjects, listed, pattern, unit) }} as value
    from {{ model }}
    {%- endif %}
  )

  select value
  from measured
  where value is null
    or not ({{ dbt_treaty.comparison('value', operator, bounds) }})
{% endtest %}
