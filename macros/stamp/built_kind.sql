{#- What the running model builds, in DDL's words. -#}
{%- macro built_kind() -%}
  {{- 'view' if model.config.materialized == 'view'
      else 'materialized view' if model.config.materialized == 'materialized_view'
      else 'table' -}}
{%- endmacro -%}
