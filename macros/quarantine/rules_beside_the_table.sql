{#- The rules for rows that are added to a table that is there.

    A row may refer to one of the table's, and where rows are only added, one that shares a unique
    column with a row of the table breaks `….published`. Where rows replace those of their key,
    the table's own constraints see to the other unique columns. -#}
{%- macro rules_beside_the_table(node, rules, rows, table) -%}
  {%- set beside = [] -%}
  {%- for rule in rules -%}
    {%- if rule.to_itself -%}
      {%- set both = '(select ' ~ rule.field ~ ' from ' ~ rows ~ ' union all select ' ~ rule.field ~ ' from ' ~ table ~ ')' -%}
      {%- do beside.append(dbt_treaty.rule(rule.name, rule.kind, {
          'column': rule.column, 'columns': rule.columns, 'field': rule.field, 'to': both})) -%}
    {%- else -%}
      {%- do beside.append(rule) -%}
    {%- endif -%}
    {%- if rule.kind == 'unique' and not dbt_treaty.publishing_key(node)
          and node.config.get('incremental_strategy') != 'insert_overwrite' -%}
      {%- set known = [] -%}
      {%- for column in rule.columns -%}{%- do known.append(column ~ ' is not null') -%}{%- endfor -%}
      {%- do beside.append(dbt_treaty.rule(rule.name ~ '.published', 'row', {
          'column': rule.column,
          'predicate': '(treaty_row.' ~ rule.columns | join(', treaty_row.') ~ ') not in (select '
              ~ rule.columns | join(', ') ~ ' from ' ~ table ~ ' where ' ~ known | join(' and ') ~ ')'})) -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(beside) -}}
{%- endmacro -%}
