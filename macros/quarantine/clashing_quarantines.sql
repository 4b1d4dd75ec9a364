{#- Of some models' quarantines, those that are a table of the project (the model's own, another model's, a
    seed, a snapshot or a source) or each other's: a list of problems in words. -#}
{%- macro clashing_quarantines(unique_ids) -%}
  {%- set problems = [] -%}
  {%- set taken = {} -%}
  {%- for node in graph.nodes.values() if node.resource_type in ['model', 'seed', 'snapshot'] -%}
    {%- do taken.update({dbt_treaty.relation_key(node.get('database'), node.schema, node.alias): node.unique_id}) -%}
  {%- endfor -%}
  {%- for source in graph.sources.values() -%}
    {%- do taken.update({dbt_treaty.relation_key(source.get('database'), source.schema, source.identifier): source.unique_id}) -%}
  {%- endfor -%}
  {%- for unique_id in unique_ids -%}
    {%- set node = graph.nodes[unique_id] -%}
    {%- set relation = dbt_treaty.quarantine_relation(node) -%}
    {%- set key = dbt_treaty.relation_key(relation.database, relation.schema, relation.identifier) -%}
    {%- if key in taken -%}
      {%- set whose = 'the table of the model itself' if taken[key] == unique_id else 'the table of ' ~ taken[key] -%}
      {%- do problems.append(
          node.name ~ ': quarantine.target is ' ~ relation ~ ', ' ~ whose
          ~ '. Name a table in the contract that nothing else writes') -%}
    {%- else -%}
      {%- do taken.update({key: 'the quarantine of ' ~ unique_id}) -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(problems) -}}
{%- endmacro -%}
