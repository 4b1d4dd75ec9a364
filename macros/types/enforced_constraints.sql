{#- The constraint kinds a warehouse enforces on tables that dbt builds. Elsewhere unique and primary
    keys are recorded at best, so that a test has to look. -#}
{%- macro enforced_constraints() -%}
  {{- return(adapter.dispatch('enforced_constraints', 'dbt_treaty')()) -}}
{%- endmacro -%}

{%- macro default__enforced_constraints() -%}
  {{- return(['not_null']) -}}
{%- endmacro -%}

{%- macro duckdb__enforced_constraints() -%}
  {{- return(['not_null', 'unique', 'primary_key']) -}}
{%- endmacro -%}

{%- macro postgres__enforced_constraints() -%}
  {{- return(['not_null', 'unique', 'primary_key']) -}}
{%- endmacro -%}

{#- Redshift's dispatch would fall back on Postgres's, which enforces more. -#}
{%- macro redshift__enforced_constraints() -%}
  {{- return(['not_null']) -}}
{%- endmacro -%}

{#- dbt-spark adds constraints after the table is filled, and only Delta keeps them. -#}
{%- macro spark__enforced_constraints() -%}
  {{- return([]) -}}
{%- endmacro -%}

{%- macro databricks__enforced_constraints() -%}
  {{- return(['not_null']) -}}
{%- endmacro -%}

{#- ClickHouse, Athena and their like take no constraint in a created table. -#}
{%- macro clickhouse__enforced_constraints() -%}
  {{- return([]) -}}
{%- endmacro -%}

{%- macro athena__enforced_constraints() -%}
  {{- return([]) -}}
{%- endmacro -%}
