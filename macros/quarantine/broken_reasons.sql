{#- The names of the rules that a row breaks, as the text of a JSON array; NULL where it breaks none. Over the
    flags of `rule_breaks`; the text is put together for rows that need one only. -#}
{%- macro broken_reasons(rules) -%}
  {%- if not rules -%}
    {{- return('cast(null as ' ~ dbt.type_string() ~ ')') -}}
  {%- endif -%}
  {%- set flags = [] -%}
  {%- set names = [] -%}
  {%- for rule in rules -%}
    {%- do flags.append('treaty_rule_' ~ loop.index) -%}
    {%- do names.append(
        'case when treaty_rule_' ~ loop.index ~ ' then '
        ~ dbt_treaty.literal(',' ~ tojson(rule.name)) ~ " else '' end") -%}
  {%- endfor -%}
  {{- return(
      'case when ' ~ flags | join(' or ') ~ "\n    then '[' || substr(" ~ names | join('\n      || ')
      ~ ", 2) || ']'\n  end") -}}
{%- endmacro -%}
