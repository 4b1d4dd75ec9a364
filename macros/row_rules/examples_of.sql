{#- The keys of two rows that break each of some rules, by the rule's name. Nothing of a contract without a key.

    names: the rules. node: their model. where: the test's own filter, none where it has none. A
    reference whose relation is not in this warehouse (dbt deferred it) has no examples. -#}
{%- macro examples_of(names, node, where) -%}
  {%- set key = dbt_treaty.shown_key(node.config.meta.dbt_treaty.contract.v1) -%}
  {%- set rules = [] -%}
  {%- for rule in dbt_treaty.contract_rules(node) if key and rule.name in names -%}
    {%- set to = rule.get('to_node') -%}
    {%- if not to or adapter.get_relation(to.database, to.schema, to.alias) -%}
      {%- do rules.append(rule) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- set examples = {} -%}
  {%- if rules -%}
    {%- set relation = node.relation_name ~ (' where ' ~ where if where else '') -%}
    {%- set row = run_query(dbt_treaty.rule_examples(rules, relation, key)).rows[0] -%}
    {%- for rule in rules -%}
      {%- set shown = [] -%}
      {%- for value in (row[2 * loop.index0], row[2 * loop.index0 + 1]) if value is not none -%}
        {%- set text = dbt_treaty.printable(value) -%}
        {%- if text not in shown -%}{%- do shown.append(text) -%}{%- endif -%}
      {%- endfor -%}
      {%- do examples.update({rule.name: shown}) -%}
    {%- endfor -%}
  {%- endif -%}
  {{- return(examples) -}}
{%- endmacro -%}
