{#- The rows here are at least `percent` of the rows of a reference: a relation, the one number of a
    count query, or, where neither is named, the relation that lineage shows this model keeps every row of.

    A reference without rows proves nothing, nor does one with fewer rows than are here; both fail. -#}
{% test complete(model, percent, reference=none, query=none) %}
  {{- config(fail_calc=dbt_treaty.sla_fail_calc()) -}}
  {%- set kept = {'relation': reference} if reference is not none or query is not none else dbt_treaty.kept_upstream() -%}
  {%- if query is none and not kept.relation -%}
{{ dbt_treaty.sla_unmeasured('completeness', percent, kept.reason) }}
  {%- else -%}
with here as (
  select count(*) as row_count
  from {{ model }}
),

there as (
  {% if query is not none -%}
  select cast((
    {{ dbt_treaty.check_query(query, model) }}
  ) as {{ dbt_treaty.data_type({'kind': 'bigint'}) }}) as reference_count
  {%- else -%}
  select count(*) as reference_count
  from {{ kept.relation }}
  {%- endif %}
),

counted as (
  select here.row_count, there.reference_count
  from here
  cross join there
)

{{ dbt_treaty.sla_result('completeness', 'counted', '100.0 * row_count / nullif(reference_count, 0)', percent, [
    ('reference_count is null', 'the count query gives NULL'),
    ('reference_count <= 0', 'the reference has no rows to count against'),
    ('row_count > reference_count', 'there are more rows here than in the reference'),
    ('100 * row_count < ' ~ percent ~ ' * reference_count', 'rows of the reference are missing'),
]) }}
  {%- endif -%}
{% endtest %}
