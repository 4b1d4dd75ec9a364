{#- The node of a package that `ref(name)`, or `ref(name, v=version)`, leads to; none where there is none. -#}
{%- macro node_named(name, version, package) -%}
  {%- for node in graph.nodes.values()
        if node.resource_type in ['model', 'seed', 'snapshot'] and node.name == name and node.package_name == package -%}
    {%- set own = node.get('version') -%}
    {%- if own is none
          or (own | string == version | string if version is not none else own == node.get('latest_version')) -%}
      {{- return(node) -}}
    {%- endif -%}
  {%- endfor -%}
  {{- return(none) -}}
{%- endmacro -%}
