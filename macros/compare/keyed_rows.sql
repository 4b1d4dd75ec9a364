{#- One row of a relation for each key: the key's columns as text that two NULLs share, the key as people read
    it, how often it stands, and the values. -#}
{%- macro keyed_rows(relation, keys, compared) -%}
  select * from (
    select
      {%- for key in keys %}
      coalesce('=' || cast({{ dbt_treaty.column_reference(key) }} as {{ dbt.type_string() }}), '') as treaty_key_{{ loop.index }},
      {%- endfor %}
      {% for key in keys %}{{ " || ', ' || " if not loop.first }}coalesce(cast({{ dbt_treaty.column_reference(key) }} as {{ dbt.type_string() }}), 'NULL'){% endfor %} as treaty_shown,
      {%- for column in compared %}
      {{ dbt_treaty.column_reference(column.name) }} as value_{{ loop.index }},
      {%- endfor %}
      {%- set listed = [] -%}
      {%- for key in keys -%}{%- do listed.append(dbt_treaty.column_reference(key)) -%}{%- endfor %}
      count(*) over (partition by {{ listed | join(', ') }}) as treaty_times,
      row_number() over (partition by {{ listed | join(', ') }} order by {{ listed | join(', ') }}) as treaty_place
    from {{ relation }} treaty_rows
  ) treaty_placed
  where treaty_place = 1
{%- endmacro -%}
