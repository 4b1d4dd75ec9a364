{#- The rules of one column of a contract, but for keys of several columns and references.

    column: as the contract's plain form has it. data_type: its type in the warehouse's words. -#}
{%- macro column_rules(column, data_type) -%}
  {%- set rules = [] -%}
  {%- set name = column.name -%}
  {%- set subject = dbt_treaty.column_reference(name) -%}
  {%- set logical = (column.get('type') or '').split('(')[0].split('<')[0] -%}
  {%- if column.get('required') or column.get('primary_key') -%}
    {%- do rules.append(dbt_treaty.rule(name ~ '.required', 'row', {
        'column': name, 'predicate': subject ~ ' is not null', 'description': name ~ ' is never NULL'})) -%}
  {%- endif -%}
  {%- if column.get('unique') -%}
    {%- do rules.append(dbt_treaty.rule(name ~ '.unique', 'unique', {
        'column': name, 'columns': [subject], 'description': name ~ ' is unique'})) -%}
  {%- endif -%}
  {%- if column.get('accepted_values') -%}
    {%- set values = [] -%}
    {%- for value in column.accepted_values -%}
      {%- do values.append(dbt_treaty.typed_literal(value, logical, data_type)) -%}
    {%- endfor -%}
    {%- do rules.append(dbt_treaty.rule(name ~ '.accepted_values', 'row', {
        'column': name, 'predicate': subject ~ ' in (' ~ values | join(', ') ~ ')',
        'description': name ~ ' is one of ' ~ column.accepted_values | join(', ')})) -%}
  {%- endif -%}
  {%- for bound, sign in (('min', '>='), ('max', '<=')) if column.get(bound) is not none -%}
    {%- do rules.append(dbt_treaty.rule(name ~ '.' ~ bound, 'row', {
        'column': name,
        'predicate': [subject, sign, dbt_treaty.typed_literal(column[bound], logical, data_type)] | join(' '),
        'description': [name, sign, column[bound]] | join(' ')})) -%}
  {%- endfor -%}
  {%- if column.get('pattern') -%}
    {%- do rules.append(dbt_treaty.rule(name ~ '.pattern', 'row', {
        'column': name, 'predicate': dbt_treaty.regular_expression_match(subject, column.pattern),
        'description': name ~ ' matches ' ~ column.pattern})) -%}
  {%- endif -%}
  {{- return(rules) -}}
{%- endmacro -%}
