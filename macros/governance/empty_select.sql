{#- A query of typed columns and no rows.

    columns: logical types by name. -#}
{%- macro empty_select(columns) -%}
select
  {%- for name, kind in columns.items() %}
  cast(null as {{ dbt_treaty.data_type({'kind': kind}) }}) as {{ dbt_treaty.column_reference(name) }}{{ ',' if not loop.last }}
  {%- endfor %}
from (select 1 as one) as nothing
where 1 = 0
{%- endmacro -%}
