{#- A contract's column as SQL refers to it: quoted where the name is a word of SQL's own.

    Elsewhere names stay without quotes, in the case that the warehouse itself gives them. -#}
{%- macro column_reference(name) -%}
  {{- return(adapter.quote(name) if dbt_treaty.is_reserved(name) else name) -}}
{%- endmacro -%}
