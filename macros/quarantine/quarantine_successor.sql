{#- Where Spark writes a quarantine anew, before it takes the place of the old one. -#}
{%- macro quarantine_successor(quarantine) -%}
  {{- return(quarantine.incorporate(path={'identifier': quarantine.identifier ~ '__treaty_next'})) -}}
{%- endmacro -%}
