{#- How two relations differ, as a SELECT: what a parallel run of the old and the new must show.

    a, b: relations, or the text of a query in parentheses. keys: the columns that tell rows apart, of one
    type in both. columns: what is compared, names or {name, numeric}; without it the warehouse is asked
    for all columns that both have. tolerance: by how much numbers may differ.

    Rows of (difference, column_name, keys, share, largest, example_1, example_2), where difference is
    `only in a`, `only in b`, `repeated in a`, `repeated in b` (keys that stand more than once, which
    are not compared), `differs` (of a column, `largest` being the greatest distance of two numbers) and
    `alike` (keys whose every column is). All are there, with 0 where there is nothing; `share` is of all
    keys of both, and NULL where there are none. Two NULLs are alike, as values and in a key. Examples
    are keys: compare by what may be seen. -#}
{%- macro compare_relations(a, b, keys, columns=none, tolerance=0) -%}
  {%- if keys is string or not keys -%}
    {%- do exceptions.raise_compiler_error("dbt_treaty.compare_relations: `keys` must be a list with at least one column") -%}
  {%- endif -%}
  {%- set compared = dbt_treaty.compared_columns(a, b, keys, columns) -%}
with treaty_a as (
  {{ dbt_treaty.keyed_rows(a, keys, compared) }}
), treaty_b as (
  {{ dbt_treaty.keyed_rows(b, keys, compared) }}
), treaty_pairs as (
  select
    coalesce(a.treaty_shown, b.treaty_shown) as shown,
    case when b.treaty_times is null then 1 else 0 end as only_a,
    case when a.treaty_times is null then 1 else 0 end as only_b,
    case when a.treaty_times > 1 then 1 else 0 end as repeated_a,
    case when b.treaty_times > 1 then 1 else 0 end as repeated_b
    {%- for column in compared %},
    case when a.treaty_times = 1 and b.treaty_times = 1 and {{ dbt_treaty.differs(column, loop.index, tolerance) }} then 1 else 0 end as differs_{{ loop.index }}
    {%- if column.numeric %},
    case when a.treaty_times = 1 and b.treaty_times = 1 then cast(abs(a.value_{{ loop.index }} - b.value_{{ loop.index }}) as {{ dbt.type_float() }}) end as by_{{ loop.index }}
    {%- endif %}
    {%- endfor %}
  from treaty_a a
  full outer join treaty_b b
    on {% for _ in keys %}{{ 'and ' if not loop.first }}a.treaty_key_{{ loop.index }} = b.treaty_key_{{ loop.index }} {% endfor %}
), treaty_marked as (
  select
    treaty_pairs.*,
    case when only_a + only_b + repeated_a + repeated_b
      {%- for _ in compared %} + differs_{{ loop.index }}{% endfor %} = 0 then 1 else 0 end as alike
  from treaty_pairs
), treaty_counted as (
  select
    count(*) as total
    {%- for mark in dbt_treaty.difference_marks(compared) %},
    coalesce(sum({{ mark.flag }}), 0) as {{ mark.flag }}_keys,
    min(case when {{ mark.flag }} = 1 then shown end) as {{ mark.flag }}_first,
    max(case when {{ mark.flag }} = 1 then shown end) as {{ mark.flag }}_last
    {%- if mark.by %},
    max({{ mark.by }}) as {{ mark.by }}
    {%- endif %}
    {%- endfor %}
  from treaty_marked
)
{% for mark in dbt_treaty.difference_marks(compared) %}
{{ 'union all ' if not loop.first }}select
  {{ dbt_treaty.literal(mark.difference) }} as difference,
  {{ dbt_treaty.literal(mark.column) if mark.column else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as column_name,
  {{ mark.flag }}_keys as keys,
  cast({{ mark.flag }}_keys as {{ dbt.type_float() }}) / nullif(total, 0) as share,
  {{ mark.by if mark.by else 'cast(null as ' ~ dbt.type_float() ~ ')' }} as largest,
  {{ mark.flag }}_first as example_1,
  case when {{ mark.flag }}_keys > 1 then {{ mark.flag }}_last end as example_2
from treaty_counted
{% endfor %}
{%- endmacro -%}
