{#- Says, at the end of a run, which rules the failing and warning tests of row rules found broken: how many
    rows, what share, and the keys of two of them. What is tagged is not shown.

    results: dbt's, as the on-run-end hook has them. Only where a test found something is anything
    asked of the warehouse. -#}
{%- macro tell_broken_rules(results) -%}
  {%- if execute -%}
    {%- for result in results or [] -%}
      {%- set test = result.node.test_metadata if result.node.resource_type == 'test' else none -%}
      {%- if test and test.name == 'row_rules' and test.namespace == 'dbt_treaty'
            and result.status | string in ['fail', 'warn'] and result.node.compiled_code -%}
        {%- do log(dbt_treaty.broken_rules_text(result.node), info=true) -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}
