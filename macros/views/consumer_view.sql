{#- A part of a product for one consumer: some columns, renamed or masked, of some rows. sync writes the
    models that call it, from `views:` of a contract.

    product: the product, as ref() gives it. columns: [{name, as?, mask?}], names of the product's columns.
    where: one condition over the product's columns, none for all rows. -#}
{%- macro consumer_view(product, columns, where=none) -%}
select
{%- for column in columns %}
  {%- set source = dbt_treaty.column_reference(column['name']) %}
  {%- set shown = dbt_treaty.column_reference(column['as'] or column['name']) %}
  {% if column['mask'] -%}
    {{ dbt_treaty.mask(source, column['mask']) | trim }} as {{ shown }}
  {%- else -%}
    {{ source ~ (' as ' ~ shown if column['as'] else '') }}
  {%- endif -%}
  {{- ',' if not loop.last }}
{%- endfor %}
from {{ product }}
{%- if where is not none %}
where (
{{ where }}
)
{%- endif %}
{%- endmacro -%}
