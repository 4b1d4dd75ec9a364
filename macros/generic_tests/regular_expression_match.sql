{#- Whether a column's text has a match for a pattern, in the warehouse's words. -#}
{%- macro regular_expression_match(column, pattern) -%}
  {{- return(adapter.dispatch('regular_expression_match', 'dbt_treaty')(column, pattern)) -}}
{%- endmacro -%}

{%- macro default__regular_expression_match(column, pattern) -%}
  {{- return('regexp_like(' ~ column ~ ', ' ~ dbt_treaty.literal(pattern) ~ ')') -}}
{%- endmacro -%}

{%- macro duckdb__regular_expression_match(column, pattern) -%}
  {{- return('regexp_matches(' ~ column ~ ', ' ~ dbt_treaty.literal(pattern) ~ ')') -}}
{%- endmacro -%}

{%- macro postgres__regular_expression_match(column, pattern) -%}
  {{- return('(' ~ column ~ ' ~ ' ~ dbt_treaty.literal(pattern) ~ ')') -}}
{%- endmacro -%}

{%- macro bigquery__regular_expression_match(column, pattern) -%}
  {{- return('regexp_contains(' ~ column ~ ', ' ~ dbt_treaty.literal(pattern) ~ ')') -}}
{%- endmacro -%}

{#- Snowflake's own functions anchor the pattern at both ends; regexp_instr does not. -#}
{%- macro snowflake__regular_expression_match(column, pattern) -%}
  {{- return('(regexp_instr(' ~ column ~ ', ' ~ dbt_treaty.literal(pattern) ~ ') > 0)') -}}
{%- endmacro -%}

{%- macro spark__regular_expression_match(column, pattern) -%}
  {{- return('(' ~ column ~ ' rlike ' ~ dbt_treaty.literal(pattern) ~ ')') -}}
{%- endmacro -%}
