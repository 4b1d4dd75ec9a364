{#- Whether the running model is built anew, all its rows with it, as `is_incremental()` decides it. -#}
{%- macro builds_whole_table() -%}
  {%- set there = adapter.get_relation(this.database, this.schema, this.identifier) -%}
  {{- return(model.config.materialized != 'incremental' or there is none or there.type != 'table'
      or should_full_refresh()) -}}
{%- endmacro -%}
