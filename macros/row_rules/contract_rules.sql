{#- Every promise about single rows in the contract of a model, as a list in a stable order.

    node: the model's node in dbt's graph, or the `model` of a materialization. Read is what sync wrote
    into its `config.meta.dbt_treaty`; a node without a contract has no rules. Needs the graph, so it
    is empty while dbt parses.

    A rule: {name, column, severity, kind, predicate, columns, to, to_itself, field, description,
    threshold, origin}, of which each kind fills its own:
    row        predicate: a boolean of SQL over one row; where it is false the row breaks the rule,
               where it is NULL the row passes, as with CHECK;
    unique     columns, as SQL refers to them: rows that share all of them break the rule, NULLs do not;
    reference  a value of `columns[0]` that `field` of `to` lacks; NULL passes. `to` is a relation as
               SQL names it; where `to_itself`, the rows at hand are meant and `to` is their relation.
    column: the contract's name for it, none where the rule is about more than one. severity: error |
    warn. threshold: the share of rows, in percent, that may break the rule before it is an error;
    none where no row may. origin: the file of the platform's rule, none for the contract's own.
    Names hold letters, digits, `_`, `.` and `:` only; each stands once. -#}
{%- macro contract_rules(node) -%}
  {%- set rules = [] -%}
  {%- set said = ((node.config or {}).get('meta') or {}).get('dbt_treaty') or {} -%}
  {%- set contract = (said.get('contract') or {}).get('v1') -%}
  {%- if execute and contract -%}
    {%- set types = {} -%}
    {%- for name, data_type, kinds in (said.get('promised') or {}).get('columns') or [] -%}
      {%- do types.update({name: data_type}) -%}
    {%- endfor -%}
    {%- for column in contract.get('columns') or [] -%}
      {%- do rules.extend(dbt_treaty.column_rules(column, types.get(column.name))) -%}
      {%- set refers_to = (said.get('references') or {}).get(column.name) -%}
      {%- if refers_to -%}
        {%- do rules.append(dbt_treaty.reference_rule(column, refers_to, node)) -%}
      {%- endif -%}
    {%- endfor -%}
    {%- do rules.extend(dbt_treaty.key_rules(contract)) -%}
    {%- do rules.extend(dbt_treaty.predicate_rules(contract.get('row_rules') or [])) -%}
    {%- do rules.extend(dbt_treaty.predicate_rules(said.get('global_rules') or [])) -%}
  {%- endif -%}
  {{- return(rules) -}}
{%- endmacro -%}
