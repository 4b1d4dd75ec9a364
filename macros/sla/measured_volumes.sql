{#- The rows and columns of every contracted table that a run built, in the shape of `measured_levels`; `reason`
    has the columns with their types. -#}
{%- macro measured_volumes(results) -%}
  {%- set volumes = [] -%}
  {%- for result in results or [] -%}
    {%- set node = graph.nodes.get(result.node.unique_id) -%}
    {%- if node and node.resource_type == 'model' and result.status | string == 'success'
          and node.config.materialized != 'ephemeral' and (node.config.meta.dbt_treaty or {}).get('contract') -%}
      {%- set relation = api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias) -%}
      {%- set columns = [] -%}
      {%- for column in adapter.get_columns_in_relation(relation) -%}
        {%- do columns.append(column.name ~ ' ' ~ column.data_type) -%}
      {%- endfor -%}
      {%- set counted = run_query('select count(*) from ' ~ relation)[0][0] -%}
      {%- do volumes.append({'node': node, 'promise': 'volume', 'measured': counted, 'target': none, 'ok': none,
                             'reason': columns | join(', '), 'row_count': counted}) -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(volumes) -}}
{%- endmacro -%}
