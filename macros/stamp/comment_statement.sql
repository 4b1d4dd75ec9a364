{#- Standard SQL's way to say something of a relation. -#}
{%- macro comment_statement(version, checksum) -%}
  comment on {{ dbt_treaty.built_kind() }} {{ this }}
  is {{ dbt_treaty.literal(dbt_treaty.stamped_text(version, checksum)) }}
{%- endmacro -%}
