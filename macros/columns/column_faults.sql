{#- How a relation's columns differ from the promised ones: a list of {column, promised, built, fault}.

    promised, built: as `column_types` gives them. Upper and lower case are one name. Where the columns are
    the same but for their order, that is the one fault. -#}
{%- macro column_faults(promised, built) -%}
  {%- set faults = [] -%}
  {%- set types = {} -%}
  {%- for column in built -%}
    {%- do types.update({column.name | lower: column.type}) -%}
  {%- endfor -%}
  {%- set names = promised | map(attribute='name') | map('lower') | list -%}
  {%- for column in promised -%}
    {%- set type = types.get(column.name | lower) -%}
    {%- if type is none -%}
      {%- do faults.append({'column': column.name, 'promised': column.type, 'built': '', 'fault': 'missing'}) -%}
    {%- elif type | string | lower != column.type | string | lower -%}
      {%- do faults.append({
          'column': column.name, 'promised': column.type, 'built': type, 'fault': 'another type'}) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- for column in built if column.name | lower not in names -%}
    {%- do faults.append({
        'column': column.name, 'promised': '', 'built': column.type, 'fault': 'not in the contract'}) -%}
  {%- endfor -%}
  {%- set order = built | map(attribute='name') | map('lower') | list -%}
  {%- if not faults and order != names -%}
    {%- do faults.append({
        'column': 'all', 'promised': names | join(', '), 'built': order | join(', '), 'fault': 'another order'}) -%}
  {%- endif -%}
  {{- return(faults) -}}
{%- endmacro -%}
