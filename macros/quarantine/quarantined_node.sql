{#- The node of a model whose quarantine an operation is asked for, by its name and version; refuses, in words,
    one that has none. -#}
{%- macro quarantined_node(name, version) -%}
  {%- set known = [] -%}
  {%- for node in graph.nodes.values() if node.resource_type == 'model' and dbt_treaty.quarantine_of(node) -%}
    {%- set wanted = node.get('latest_version') if version is none else version -%}
    {%- if node.name == name and node.get('version') | string == wanted | string -%}
      {%- if target.type == 'spark' -%}
        {%- do exceptions.raise_compiler_error(
            'replay_quarantine: Spark has no transaction in which a row could leave the quarantine for the table: '
            ~ 'build ' ~ name ~ ' again from rows that are mended') -%}
      {%- endif -%}
      {{- return(node) -}}
    {%- endif -%}
    {%- do known.append(node.name ~ ' (version ' ~ node.get('version') ~ ')') -%}
  {%- endfor -%}
  {%- do exceptions.raise_compiler_error(
      'replay_quarantine: no model ' ~ name ~ (' of version ' ~ version if version is not none else '')
      ~ ' has a quarantine (allowed: ' ~ (known | sort | join(', ') or 'none, no contract has one') ~ ')') -%}
{%- endmacro -%}
