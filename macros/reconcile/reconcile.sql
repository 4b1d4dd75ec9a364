{#- One table out of several that tell of the same things, as a SELECT: what is agreed or decided by precedence,
    or what is not, with whose it is to mend.

    sources: a list of {name, relation, owner}. keys: the columns that tell rows apart, of one type in all.
    columns: the columns that all sources have and that are reconciled.
    precedence: for each column the names of sources, the first with a value wins; a list instead is that of
    every column. Of sources it does not name, and for columns it does not name, all that have a value
    must agree.
    part: `resolved` gives a row for each key about which nothing is open, with the keys and the columns;
    `exceptions` a row for each source of each open question: the keys, `reason`, `column_name`,
    `source` and `owner`. A key is in exactly one of the two. Keys that stand twice in a source, and rows
    with a NULL in their key, are exceptions of that source. -#}
{%- macro reconcile(sources, keys, columns, precedence=none, part='resolved') -%}
  {%- do dbt_treaty.require_reconcilable(sources, keys, columns, precedence, part) -%}
  {%- set key_list = [] -%}
  {%- for key in keys -%}{%- do key_list.append(dbt_treaty.column_reference(key)) -%}{%- endfor -%}
with
{%- for source in sources %}
treaty_source_{{ loop.index }} as (
  select * from (
    select
      {%- for key in key_list %}
      {{ key }} as key_{{ loop.index }},
      {%- endfor %}
      {%- for column in columns %}
      {{ dbt_treaty.column_reference(column) }} as value_{{ loop.index }},
      {%- endfor %}
      count(*) over (partition by {{ key_list | join(', ') }}) as times,
      row_number() over (partition by {{ key_list | join(', ') }} order by {{ key_list | join(', ') }}) as place
    from {{ source.relation }} treaty_rows
  ) treaty_placed
  where place = 1
),
{%- endfor %}
treaty_keys as (
  {%- for _ in sources %}
  {{ 'union ' if not loop.first }}select {% for _ in keys %}{{ ', ' if not loop.first }}key_{{ loop.index }}{% endfor %} from treaty_source_{{ loop.index }}
  where {% for _ in keys %}{{ ' and ' if not loop.first }}key_{{ loop.index }} is not null{% endfor %}
  {%- endfor %}
),
treaty_joined as (
  select
    {% for _ in keys %}{{ ', ' if not loop.first }}treaty_keys.key_{{ loop.index }}{% endfor %}
    {%- for _ in sources -%}
    {%- set at = loop.index %},
    treaty_source_{{ at }}.times as times_{{ at }}
    {%- for _ in columns %},
    treaty_source_{{ at }}.value_{{ loop.index }} as value_{{ at }}_{{ loop.index }}
    {%- endfor -%}
    {%- endfor %}
  from treaty_keys
  {%- for _ in sources -%}
  {%- set at = loop.index %}
  left join treaty_source_{{ at }}
    on {% for _ in keys %}{{ ' and ' if not loop.first }}treaty_source_{{ at }}.key_{{ loop.index }} = treaty_keys.key_{{ loop.index }}{% endfor %}
  {%- endfor %}
),
treaty_judged as (
  select
    treaty_joined.*,
    case when {% for _ in sources %}{{ ' or ' if not loop.first }}times_{{ loop.index }} > 1{% endfor %} then 1 else 0 end as repeated
    {%- for column in columns %},
    case when {{ dbt_treaty.disagreement(sources, precedence, column, loop.index) }} then 1 else 0 end as open_{{ loop.index }},
    {{ dbt_treaty.reconciled_value(sources, precedence, column, loop.index) }} as value_{{ loop.index }}
    {%- endfor %}
  from treaty_joined
)
{%- if part == 'resolved' %}
select
  {%- for key in key_list %}
  key_{{ loop.index }} as {{ key }}{{ ',' if columns or not loop.last }}
  {%- endfor %}
  {%- for column in columns %}
  value_{{ loop.index }} as {{ dbt_treaty.column_reference(column) }}{{ ',' if not loop.last }}
  {%- endfor %}
from treaty_judged
where repeated{% for _ in columns %} + open_{{ loop.index }}{% endfor %} = 0
{%- else -%}
{%- set string = dbt.type_string() -%}
{%- for source in sources -%}
{%- set at = loop.index %}
{{ 'union all ' if not loop.first }}select
  {%- for key in key_list %}
  key_{{ loop.index }} as {{ key }},
  {%- endfor %}
  case when {% for _ in keys %}{{ ' or ' if not loop.first }}key_{{ loop.index }} is null{% endfor %} then 'the key has a NULL' else 'the key stands more than once' end as reason,
  cast(null as {{ string }}) as column_name,
  {{ dbt_treaty.literal(source.name) }} as source,
  {{ dbt_treaty.literal(source.owner) }} as owner
from treaty_source_{{ at }}
where times > 1 or {% for _ in keys %}{{ ' or ' if not loop.first }}key_{{ loop.index }} is null{% endfor %}
{%- for column in columns %}
union all select
  {%- for key in key_list %}
  key_{{ loop.index }} as {{ key }},
  {%- endfor %}
  'the sources do not agree' as reason,
  {{ dbt_treaty.literal(column) }} as column_name,
  {{ dbt_treaty.literal(source.name) }} as source,
  {{ dbt_treaty.literal(source.owner) }} as owner
from treaty_judged
where open_{{ loop.index }} = 1 and repeated = 0 and value_{{ at }}_{{ loop.index }} is not null
{%- endfor -%}
{%- endfor -%}
{%- endif -%}
{%- endmacro -%}
