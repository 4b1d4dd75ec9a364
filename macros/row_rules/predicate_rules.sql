{#- Rules that are SQL already: a contract's row rules, and what the platform's rules say of it.

    A rule of the platform's has an `origin`, and `{column}` where its column stands. A rule without a
    name is called by a digest of its SQL, so that it keeps its name when others come
    and go. -#}
{%- macro predicate_rules(listed) -%}
  {%- set rules = [] -%}
  {%- set taken = [] -%}
  {%- for said in listed -%}
    {%- set sql = said.sql.strip() -%}
    {%- if said.get('origin') -%}
      {%- set sql = sql.replace('{column}', dbt_treaty.column_reference(said.column)) -%}
    {%- endif -%}
    {%- set name = said.get('name') or 'rule_' ~ local_md5(sql)[:8] -%}
    {%- if name not in taken -%}
      {%- do taken.append(name) -%}
      {%- do rules.append(dbt_treaty.rule(name, 'row', {
          'column': said.get('column'),
          'severity': said.get('severity') or 'error',
          'predicate': sql,
          'description': said.get('description') or said.get('why') or sql,
          'threshold': dbt_treaty.percentage(said.get('error_if')),
          'origin': said.get('origin')})) -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(rules) -}}
{%- endmacro -%}
