{#- The running model's description with the stamp behind it, as `contract_stamp` finds it again. -#}
{%- macro stamped_text(version, checksum) -%}
  {%- set stamp = '[contract ' ~ version ~ ' sha256:' ~ checksum ~ ']' -%}
  {{- return(((model.description or '') ~ ' ' ~ stamp) | trim) -}}
{%- endmacro -%}
