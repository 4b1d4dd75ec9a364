{#- The quarantines of the models that a run built, in the shape of `measured_levels`: the rows held as `measured`,
    those set aside in this run as `row_count`, the table as `reason`. -#}
{%- macro measured_quarantines(results) -%}
  {%- set found = [] -%}
  {%- for result in results or [] -%}
    {%- set node = graph.nodes.get(result.node.unique_id) -%}
    {%- if node and node.resource_type == 'model' and result.status | string == 'success' and dbt_treaty.quarantine_of(node) -%}
      {%- set relation = dbt_treaty.quarantine_relation(node) -%}
      {%- if adapter.get_relation(relation.database, relation.schema, relation.identifier) -%}
        {%- set counted = run_query(
            'select count(*), count(case when treaty_run_id = ' ~ dbt_treaty.literal(invocation_id) ~ ' then 1 end) from '
            ~ relation)[0] -%}
        {%- do found.append({'node': node, 'promise': 'quarantine', 'measured': counted[0], 'target': none, 'ok': none,
                             'reason': relation | string, 'row_count': counted[1]}) -%}
      {%- endif -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(found) -}}
{%- endmacro -%}
