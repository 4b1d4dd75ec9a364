{#- What `column_faults` found, as text: a table of what was promised and what was built.

    node: the model whose contract it is. -#}
{%- macro column_faults_text(node, faults) -%}
  {%- set contract = node.config.meta.dbt_treaty.contract.v1 -%}
  {%- set rows = [['column', 'promised', 'built', '']] -%}
  {%- for each in faults -%}
    {%- set row = [] -%}
    {%- for text in [each.column, each.promised or '-', each.built or '-', each.fault] -%}
      {%- do row.append(dbt_treaty.printable(text, most=2000)) -%}
    {%- endfor -%}
    {%- do rows.append(row) -%}
  {%- endfor -%}
  {%- set widths = [] -%}
  {%- for at in range(3) -%}
    {%- do widths.append(rows | map(attribute=at) | map('length') | max) -%}
  {%- endfor -%}
  {%- set product = [contract.get('domain'), contract.get('tier'), contract.table] | select | join('.') -%}
  {%- set lines = ['the columns of ' ~ node.name ~ ' are not those of the contract ' ~ product ~ ' ' ~ contract.version] -%}
  {%- for row in rows -%}
    {%- set cells = [] -%}
    {%- for at in range(3) -%}
      {%- do cells.append(row[at] ~ ' ' * (widths[at] - row[at] | length)) -%}
    {%- endfor -%}
    {%- do lines.append(('  ' ~ (cells + [row[3]]) | join('  ')).rstrip()) -%}
  {%- endfor -%}
  {{- return(lines | join('\n')) -}}
{%- endmacro -%}
