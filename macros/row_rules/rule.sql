{#- One rule in the shape that `contract_rules` gives, with what is not said left at its default. -#}
{%- macro rule(name, kind, said) -%}
  {%- set made = {
      'name': name, 'kind': kind, 'column': none, 'severity': 'error', 'predicate': none, 'columns': [],
      'to': none, 'to_itself': false, 'field': none, 'description': '', 'threshold': none, 'origin': none,
  } -%}
  {%- do made.update(said) -%}
  {{- return(made) -}}
{%- endmacro -%}
