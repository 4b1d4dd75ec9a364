{#- The columns that two relations are compared by, as {name, numeric}; keys are none of them.

    columns: names or {name, numeric}; none asks the warehouse, and then a column that only one of the two
    has is an error: it can't be compared, and nobody would know. -#}
{%- macro compared_columns(a, b, keys, columns) -%}
  {%- set taken = keys | map('lower') | list -%}
  {%- set found = [] -%}
  {%- if columns is not none -%}
    {%- for column in columns -%}
      {%- set said = {'name': column, 'numeric': false} if column is string else column -%}
      {%- if said.name | lower not in taken -%}
        {%- do found.append({'name': said.name, 'numeric': said.get('numeric', false)}) -%}
      {%- endif -%}
    {%- endfor -%}
  {%- elif execute -%}
    {%- set others = {} -%}
    {%- for column in adapter.get_columns_in_relation(b) -%}
      {%- do others.update({column.name | lower: column}) -%}
    {%- endfor -%}
    {%- set lonely = [] -%}
    {%- for column in adapter.get_columns_in_relation(a) -%}
      {%- set other = others.pop(column.name | lower, none) -%}
      {%- if other is none -%}
        {%- do lonely.append(column.name ~ ' (only ' ~ a ~ ')') -%}
      {%- elif column.name | lower not in taken -%}
        {%- do found.append({'name': column.name, 'numeric': column.is_number() and other.is_number()}) -%}
      {%- endif -%}
    {%- endfor -%}
    {%- for column in others.values() -%}
      {%- do lonely.append(column.name ~ ' (only ' ~ b ~ ')') -%}
    {%- endfor -%}
    {%- if lonely -%}
      {%- do exceptions.raise_compiler_error(
          "dbt_treaty.compare_relations: columns that only one of the two relations has: " ~ lonely | join(', ')
          ~ "; list `columns` to compare the others") -%}
    {%- endif -%}
  {%- endif -%}
  {{- return(found) -}}
{%- endmacro -%}
