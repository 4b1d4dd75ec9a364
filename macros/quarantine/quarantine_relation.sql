{#- The table that keeps a model's refused rows, in the database of the model.

    `quarantine/crm/orders` and `quarantine_crm.orders` are the table orders in the schema
    quarantine_crm, which goes through the project's own generate_schema_name as any schema that a model
    is given; `orders` alone lies in <schema of the model>_quarantine, where the table has the model's
    name if nothing is said. -#}
{%- macro quarantine_relation(node) -%}
  {%- set target = (dbt_treaty.quarantine_of(node) or {}).get('target') -%}
  {%- set parts = (target or '').replace('/', '.').strip('.').split('.') -%}
  {%- for part in parts if target and not modules.re.fullmatch('[A-Za-z0-9_-]{1,63}', part) -%}
    {%- do exceptions.raise_compiler_error(
        'the contract of ' ~ node.name ~ ': quarantine.target names no table: ' ~ target
        ~ ' (allowed: schema.table or a/path, of letters, digits, _ and -)') -%}
  {%- endfor -%}
  {%- if parts | length > 1 -%}
    {%- set schema = generate_schema_name(parts[:-1] | join('_'), node) | trim -%}
  {%- else -%}
    {%- set schema = node.schema ~ '_quarantine' -%}
  {%- endif -%}
  {{- return(api.Relation.create(
      database=node.get('database'), schema=schema, identifier=parts[-1] or node.alias, type='table')) -}}
{%- endmacro -%}
