{#- A model's relation may be read by the roles that its contract names and by no others: a row for each role too
    many, and each that lacks. Default privileges of a schema and hooks can grant what no `grants` say.

    readers: the roles. -#}
{% test readable_by(model, readers) %}
  {%- set faults = [] -%}
  {%- if execute -%}
    {%- set relation = dbt_treaty.built_relation(dbt_treaty.tested_node()) -%}
    {%- set granted = dbt_treaty.granted_readers(relation) if relation else [] -%}
    {%- set named = readers | map('lower') | list -%}
    {%- for role in granted if role not in named -%}
      {%- do faults.append({'role': role, 'fault': 'may read, and the contract does not name it'}) -%}
    {%- endfor -%}
    {#- dbt's own role reads what it owns, and its grants do not show it. -#}
    {%- set own = [target.get('user') or '', target.get('role') or ''] | map('lower') | list -%}
    {%- for role in named if role not in granted and role not in own -%}
      {%- do faults.append({'role': role, 'fault': 'may not read, and the contract lets it'}) -%}
    {%- endfor -%}
    {%- if flags.WHICH in ['build', 'test', 'retry'] -%}
      {%- for each in faults -%}
        {%- do log('dbt-treaty: ' ~ (relation or model) ~ ': ' ~ dbt_treaty.printable(each.role) ~ ' ' ~ each.fault, info=true) -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endif -%}
  {%- for each in faults or [{'role': '', 'fault': ''}] %}
  select
    {{ dbt_treaty.literal(each.role) }} as grantee,
    {{ dbt_treaty.literal(each.fault) }} as fault
  {{ 'union all' if not loop.last }}
  {%- endfor %}
  {{ 'limit 0' if not faults }}
{% endtest %}
