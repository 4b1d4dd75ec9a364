{#- The schema of a node in a project laid out as models/{domain}/{tier}/…: <domain>_<tier>.

    Call it from your own generate_schema_name:

        {% macro generate_schema_name(custom_schema_name, node) -%}
          {{ dbt_treaty.domain_tier_schema_name(custom_schema_name, node) }}
        {%- endmacro %}

    A schema that a node names itself wins; a node outside the layout gets the target's schema. -#}
{%- macro domain_tier_schema_name(custom_schema_name, node) -%}
  {%- if custom_schema_name is not none -%}
    {{- custom_schema_name | trim -}}
  {%- else -%}
    {%- set parts = node.original_file_path.replace('\\', '/').split('/') -%}
    {%- set tiers = ['raw', 'derived', 'product', 'curated'] -%}
    {%- if parts | length > 3 and parts[2] in tiers -%}
      {{- parts[1] ~ '_' ~ parts[2] -}}
    {%- elif parts | length > 2 and parts[1] in tiers -%}
      {{- node.package_name ~ '_' ~ parts[1] -}}
    {%- else -%}
      {{- target.schema -}}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
