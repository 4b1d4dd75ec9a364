{#- What lies in a model's quarantine: {relation, total, columns, rows}, every value as text or none.

    Before the first build that refused a row there is no such table, and nothing in it. -#}
{%- macro quarantined_rows(node, most) -%}
  {%- set wanted = dbt_treaty.quarantine_relation(node) -%}
  {%- set relation = adapter.get_relation(wanted.database, wanted.schema, wanted.identifier) -%}
  {%- set answer = {'relation': wanted | string, 'total': 0, 'columns': [], 'rows': []} -%}
  {%- if relation -%}
    {%- set shown = dbt_treaty.open_columns(node) -%}
    {%- set selected = [] -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
      {%- set subject = adapter.quote(column.name) -%}
      {%- if column.name | lower in shown or column.name | lower in dbt_treaty.story_columns() -%}
        {%- do selected.append('cast(' ~ subject ~ ' as ' ~ dbt.type_string() ~ ')') -%}
      {%- else -%}
        {%- do selected.append('case when ' ~ subject ~ " is not null then '***' end") -%}
      {%- endif -%}
      {%- do answer.columns.append(column.name) -%}
    {%- endfor -%}
    {%- set found = run_query(
        'select ' ~ selected | join(', ') ~ ' from ' ~ relation ~ ' order by treaty_rejected_at desc limit ' ~ most) -%}
    {%- for row in found.rows -%}
      {%- set texts = [] -%}
      {%- for value in row -%}
        {%- do texts.append(none if value is none else value | string) -%}
      {%- endfor -%}
      {%- do answer.rows.append(texts) -%}
    {%- endfor -%}
    {%- do answer.update({'total': run_query('select count(*) from ' ~ relation).rows[0][0] | int}) -%}
  {%- endif -%}
  {{- return(answer) -}}
{%- endmacro -%}
