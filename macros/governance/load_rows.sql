{#- One insert of some rows, as dbt loads a seed: the values are bound, and stand in no SQL text.

    columns: logical types by name. rows: lists of values in their order. -#}
{%- macro load_rows(relation, columns, rows) -%}
  {{- adapter.dispatch('load_rows', 'dbt_treaty')(relation, columns, rows) -}}
{%- endmacro -%}

{%- macro default__load_rows(relation, columns, rows) -%}
  {%- set names = [] -%}
  {%- set signs = [] -%}
  {%- for name in columns -%}
    {%- do names.append(dbt_treaty.column_reference(name)) -%}
    {%- do signs.append(get_binding_char()) -%}
  {%- endfor -%}
  {%- set bindings = [] -%}
  {%- for row in rows -%}{%- do bindings.extend(row) -%}{%- endfor -%}
  {%- set sign = '(' ~ signs | join(', ') ~ ')' -%}
  {%- set sql = 'insert into ' ~ relation ~ ' (' ~ names | join(', ') ~ ') values ' ~ ([sign] * (rows | length)) | join(', ') -%}
  {%- do adapter.add_query(sql, bindings=bindings, abridge_sql_log=True) -%}
{%- endmacro -%}

{#- A list for each column: DuckDB takes 10,000 rows so in a twentieth of the time that a sign for each value takes. -#}
{%- macro duckdb__load_rows(relation, columns, rows) -%}
  {%- set lists = [] -%}
  {%- set bindings = [] -%}
  {%- for kind in columns.values() -%}
    {%- do lists.append('unnest(cast(? as ' ~ dbt_treaty.data_type({'kind': kind}) ~ '[]))') -%}
    {%- do bindings.append(rows | map(attribute=loop.index0) | list) -%}
  {%- endfor -%}
  {%- do adapter.add_query(
      'insert into ' ~ relation ~ ' select ' ~ lists | join(', '), bindings=bindings, abridge_sql_log=True) -%}
{%- endmacro -%}

{#- dbt-spark puts a bound value between quotes as it is and makes NULL a word: so the values are spelled. -#}
{%- macro spark__load_rows(relation, columns, rows) -%}
  {%- set kinds = columns.values() | list -%}
  {%- set spelled = [] -%}
  {%- for row in rows -%}
    {%- set values = [] -%}
    {%- for value in row -%}
      {%- do values.append(dbt_treaty.spelled_value(value, kinds[loop.index0])) -%}
    {%- endfor -%}
    {%- do spelled.append('(' ~ values | join(', ') ~ ')') -%}
  {%- endfor -%}
  {%- do adapter.add_query('insert into ' ~ relation ~ ' values ' ~ spelled | join(', '), abridge_sql_log=True) -%}
{%- endmacro -%}
