{#- Whether this adapter's materializations run hooks both inside and outside of a transaction. -#}
{%- macro builds_in_a_transaction() -%}
  {{- return(adapter.dispatch('builds_in_a_transaction', 'dbt_treaty')()) -}}
{%- endmacro -%}

{%- macro default__builds_in_a_transaction() -%}
  {{- return(false) -}}
{%- endmacro -%}

{%- macro duckdb__builds_in_a_transaction() -%}
  {{- return(true) -}}
{%- endmacro -%}

{#- redshift falls back on postgres by dispatch. -#}
{%- macro postgres__builds_in_a_transaction() -%}
  {{- return(true) -}}
{%- endmacro -%}
