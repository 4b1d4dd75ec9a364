{#- Now in UTC, as a datetime without a zone. Asked when a test is made, which is right before it runs. -#}
{%- macro utc_now() -%}
  {{- return(modules.datetime.datetime.utcnow()) -}}
{%- endmacro -%}
