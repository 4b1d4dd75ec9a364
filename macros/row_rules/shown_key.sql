{#- What is shown of a row that breaks a rule: the names and values of its key, as one text of SQL.

    A value of a tagged column, or of one with a mask, is three stars. none where the contract has no key. -#}
{%- macro shown_key(contract) -%}
  {%- set parts = [] -%}
  {%- for column in dbt_treaty.key_of(contract) -%}
    {%- if column.get('tags') or column.get('mask') -%}
      {%- do parts.append(dbt_treaty.literal(column.name ~ '=***')) -%}
    {%- else -%}
      {%- do parts.append(
          dbt_treaty.literal(column.name ~ '=') ~ " || coalesce(cast("
          ~ dbt_treaty.column_reference(column.name) ~ ' as ' ~ dbt.type_string() ~ "), 'NULL')") -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(parts | join(" || ', ' || ") if parts else none) -}}
{%- endmacro -%}
