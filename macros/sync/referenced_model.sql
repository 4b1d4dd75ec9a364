{#- The `ref()` of a column's reference: to a version of the model where one is meant, else to its latest. -#}
{%- macro referenced_model(refers_to) -%}
  {%- if refers_to.version is defined and refers_to.version is not none -%}
    {{- return("ref('" ~ refers_to.model ~ "', v=" ~ refers_to.version ~ ")") -}}
  {%- endif -%}
  {{- return("ref('" ~ refers_to.model ~ "')") -}}
{%- endmacro -%}
