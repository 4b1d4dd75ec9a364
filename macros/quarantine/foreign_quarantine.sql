{#- Why the table that would keep a model's refused rows is somebody else's, in words; none where it is ours or
    not there yet. Asks the warehouse. -#}
{%- macro foreign_quarantine(node) -%}
  {%- set relation = dbt_treaty.quarantine_relation(node) -%}
  {%- set note = dbt_treaty.relation_note(relation) -%}
  {%- set mark = dbt_treaty.quarantine_mark(node) -%}
  {%- if note is none or mark in note -%}{{- return(none) -}}{%- endif -%}
  {{- return(
      node.name ~ ': quarantine.target is ' ~ relation ~ ', which is there and is not the quarantine of this table'
      ~ (' (it says: ' ~ note ~ ')' if note else '')
      ~ '. Name another table in the contract; or, if its rows may go, drop it') -}}
{%- endmacro -%}
