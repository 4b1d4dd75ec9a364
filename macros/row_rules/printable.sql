{#- A text for a log, on one line: without what a terminal would act on, and not longer than `most` signs. -#}
{%- macro printable(text, most=120) -%}
  {%- set plain = modules.re.sub('[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]', ' ', text | string).split() | join(' ') -%}
  {{- return(plain if plain | length <= most else plain[:most - 1] ~ '…') -}}
{%- endmacro -%}
