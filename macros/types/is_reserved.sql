{#- Whether a column of this name must be quoted on this warehouse.

    Most warehouses read a quoted name and an unquoted one alike (or fold it to lower case, as a
    contract writes it), so that one list of what any of them reserves serves them all. Snowflake
    folds to upper case: there only the words that it reserves itself may be quoted. -#}
{%- macro is_reserved(name) -%}
  {{- return(name | lower in dbt_treaty.reserved_words()) -}}
{%- endmacro -%}
