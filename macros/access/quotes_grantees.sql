{#- Whether dbt quotes the names that it grants to on this warehouse. Where it does not, a name must be a
    plain word of SQL. -#}
{%- macro quotes_grantees() -%}
  {{- return(adapter.dispatch('quotes_grantees', 'dbt_treaty')()) -}}
{%- endmacro -%}

{%- macro default__quotes_grantees() -%}
  {{- return(false) -}}
{%- endmacro -%}

{%- macro bigquery__quotes_grantees() -%}
  {{- return(true) -}}
{%- endmacro -%}

{#- databricks falls back on spark by dispatch. -#}
{%- macro spark__quotes_grantees() -%}
  {{- return(true) -}}
{%- endmacro -%}
