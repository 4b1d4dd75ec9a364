{#- The function of the session that applies a mask, by the name under which this warehouse finds it. -#}
{%- macro mask_function(method) -%}
  {{- return(adapter.dispatch('mask_function', 'dbt_treaty')(method)) -}}
{%- endmacro -%}

{%- macro default__mask_function(method) -%}
  {{- return('dbt_treaty_' ~ method) -}}
{%- endmacro -%}

{#- Postgres looks for no function in its temporary schema unless the call names it. -#}
{%- macro postgres__mask_function(method) -%}
  {{- return('pg_temp.dbt_treaty_' ~ method) -}}
{%- endmacro -%}
