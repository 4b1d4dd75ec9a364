{#- A check's query with the table and the column in place of their names in braces. -#}
{%- macro check_query(query, model, subject=none) -%}
  {%- set said = namespace(text=query.strip()) -%}
  {%- if said.text.endswith(';') -%}{%- set said.text = said.text[:-1] -%}{%- endif -%}
  {%- for sign in ('${', '{') -%}
    {%- for word in ('object', 'table', 'model') -%}
      {%- set said.text = said.text.replace(sign ~ word ~ '}', model | string) -%}
    {%- endfor -%}
    {%- for word in ('property', 'column', 'field') if subject is not none -%}
      {%- set said.text = said.text.replace(sign ~ word ~ '}', subject) -%}
    {%- endfor -%}
  {%- endfor -%}
  {{- return(said.text) -}}
{%- endmacro -%}
