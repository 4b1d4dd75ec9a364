{#- One contract column as a dbt column entry: its type, and the constraints that hold. What none holds is
    tested with the model. -#}
{%- macro column_properties(column, job) -%}
  {%- set entry = {
      'name': column.name,
      'description': column.description or '',
      'data_type': dbt_treaty.data_type(column.logical),
  } -%}
  {%- if dbt_treaty.is_reserved(column.name) -%}
    {%- do entry.update({'quote': true}) -%}
  {%- endif -%}

  {%- set held = dbt_treaty.column_constraints(column, job) -%}
  {%- set constraints = [] -%}
  {%- for kind in held -%}
    {%- do constraints.append({'type': kind}) -%}
  {%- endfor -%}
  {%- if constraints -%}
    {%- do entry.update({'constraints': constraints}) -%}
  {%- endif -%}

  {%- if column.tags -%}
    {%- if dbt_treaty.column_config_is_known() -%}
      {%- do entry.update({'config': {'tags': column.tags}}) -%}
    {%- else -%}
      {%- do entry.update({'tags': column.tags}) -%}
    {%- endif -%}
  {%- endif -%}
  {{- return(entry) -}}
{%- endmacro -%}
