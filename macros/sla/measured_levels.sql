{#- What the tests of service levels in a run measured: a list of {node, promise, measured, target, ok, reason,
    row_count, mark, behind, column}, with the model's node; the last three are those of `rows_behind_mark`.

    results: dbt's, as the on-run-end hook has them. all: those that were kept as well; without it only what
    failed is asked of the warehouse again. A test that broke down measured nothing and has the reason; one
    that was skipped is not here: of it nothing is known. -#}
{%- macro measured_levels(results, all=false) -%}
  {%- set promises = {'fresh': 'freshness', 'complete': 'completeness', 'accurate': 'accuracy', 'on_time': 'late_arrival_window'} -%}
  {%- set levels = [] -%}
  {%- for result in results or [] -%}
    {%- set test = result.node.test_metadata if result.node.resource_type == 'test' else none -%}
    {%- set node = graph.nodes.get(result.node.attached_node) if test else none -%}
    {%- set status = result.status | string -%}
    {%- if node and test.namespace == 'dbt_treaty' and test.name in promises -%}
      {%- set level = {'node': node, 'promise': promises[test.name], 'measured': none, 'target': none,
                       'ok': false, 'reason': none, 'row_count': none, 'mark': none} -%}
      {%- if status in ['fail', 'warn'] or (all and status == 'pass') -%}
        {%- for row in run_query(result.node.compiled_code) -%}
          {%- do level.update({'measured': row[1], 'target': row[2], 'ok': row[3], 'reason': row[4], 'row_count': row[5]}) -%}
          {%- if row | length > 6 -%}
            {%- do level.update({'mark': row[6], 'behind': row[7], 'column': test.kwargs.column}) -%}
          {%- endif -%}
        {%- endfor -%}
        {%- do levels.append(level) -%}
      {%- elif status in ['error', 'runtime error'] -%}
        {%- do level.update({'reason': 'its test broke down'}) -%}
        {%- do levels.append(level) -%}
      {%- endif -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(levels) -}}
{%- endmacro -%}
