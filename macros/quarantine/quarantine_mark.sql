{#- What tells a quarantine of ours from somebody's table: it names the one table whose rows it keeps. -#}
{%- macro quarantine_mark(node) -%}
  {{- return('[dbt-treaty quarantine of ' ~ node.schema ~ '.' ~ node.alias ~ ']') -}}
{%- endmacro -%}
