{#- Prints the rows of a model's quarantine as JSON, for `dbt-treaty quarantine`: the latest first. The JSON is in
    hexadecimal: dbt puts stars in the place of whatever is the value of a DBT_ENV_SECRET_ variable.

    model, version: which model; its latest version where none is given. most: how many rows. A column
    that is tagged or masked, and one that the contract does not know, is shown as three stars. -#}
{%- macro show_quarantine(model, version=none, most=20) -%}
  {%- if execute -%}
    {%- set kept = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and dbt_treaty.quarantine_of(node) -%}
      {%- do kept.append(node) -%}
    {%- endfor -%}
    {%- set answer = {'known': kept | map(attribute='name') | unique | sort | list, 'rows': [], 'total': none} -%}
    {%- for node in kept if node.name == model
          and node.get('version') | string == (node.get('latest_version') if version is none else version) | string -%}
      {%- do answer.update(dbt_treaty.quarantined_rows(node, most | int)) -%}
    {%- endfor -%}
    {%- do print('dbt-treaty:' ~ tojson(answer).encode('utf-8').hex()) -%}
  {%- endif -%}
{%- endmacro -%}
