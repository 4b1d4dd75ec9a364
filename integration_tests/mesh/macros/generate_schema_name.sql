{#- Every table lies in the schema <domain>_<tier> that its path names. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {{ dbt_treaty.domain_tier_schema_name(custom_schema_name, node) }}
{%- endmacro %}
