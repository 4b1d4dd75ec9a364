{#- What a test of row rules found, as text: a line for each broken rule, then what it asks and examples.

    test: the test's node, compiled. -#}
{%- macro broken_rules_text(test) -%}
  {%- set node = graph.nodes[test.attached_node] -%}
  {%- set contract = node.config.meta.dbt_treaty.contract.v1 -%}
  {%- set found = run_query(test.compiled_code) -%}
  {%- set named = [] -%}
  {%- for row in found.rows -%}
    {%- do named.append(row[0]) -%}
  {%- endfor -%}
  {%- set examples = dbt_treaty.examples_of(named, node, test.config.get('where')) -%}
  {%- set product = [contract.get('domain'), contract.get('tier'), contract.table] | select | join('.') -%}
  {%- set lines = ['dbt-treaty: ' ~ test.name ~ ': rows break the contract of ' ~ product ~ ' ' ~ contract.version] -%}
  {%- for rule, severity, broken, total, description, origin, fails in found.rows -%}
    {%- set share = dbt_treaty.share_text(broken, total) -%}
    {%- do lines.append(
        '  ' ~ ('error' if fails | int else 'warn ') ~ ' ' ~ rule ~ ': ' ~ broken ~ ' of ' ~ total ~ ' rows (' ~ share ~ '%)') -%}
    {%- do lines.append('        ' ~ dbt_treaty.printable(description) ~ (' [' ~ origin ~ ']' if origin else '')) -%}
    {%- if examples.get(rule) -%}
      {%- do lines.append('        such as ' ~ examples[rule] | join(' and ')) -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(lines | join('\n')) -}}
{%- endmacro -%}
