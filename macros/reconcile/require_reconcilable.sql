{#- Refuses what `reconcile` can't work with, all of it at once. -#}
{%- macro require_reconcilable(sources, keys, columns, precedence, part) -%}
  {%- set wrong = [] -%}
  {%- if part not in ('resolved', 'exceptions') -%}
    {%- do wrong.append("`part` is '" ~ part ~ "' (allowed: resolved, exceptions)") -%}
  {%- endif -%}
  {%- for name, listed in (('sources', sources), ('keys', keys), ('columns', columns)) if listed is string or listed is mapping or not listed -%}
    {%- do wrong.append('`' ~ name ~ '` must be a list with at least one item') -%}
  {%- endfor -%}
  {%- set names = [] -%}
  {%- for source in sources if sources is not string and sources is not mapping -%}
    {%- for need in ('name', 'relation', 'owner') if source is not mapping or not source.get(need) -%}
      {%- do wrong.append('a source has no `' ~ need ~ '`: ' ~ source) -%}
    {%- endfor -%}
    {%- if source is mapping and source.get('name') in names -%}
      {%- do wrong.append("two sources are called '" ~ source.name ~ "'") -%}
    {%- endif -%}
    {%- do names.append(source.get('name') if source is mapping else none) -%}
  {%- endfor -%}
  {%- set asked = precedence if precedence is mapping else {none: precedence or []} -%}
  {%- for column, listed in asked.items() -%}
    {%- if column is not none and column not in columns -%}
      {%- do wrong.append("`precedence` has '" ~ column ~ "', which is not among `columns`") -%}
    {%- endif -%}
    {%- for name in listed if name not in names -%}
      {%- do wrong.append("`precedence` has the source '" ~ name ~ "' (there are: " ~ names | join(', ') ~ ')') -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- if wrong -%}
    {%- do exceptions.raise_compiler_error('dbt_treaty.reconcile: ' ~ wrong | join('; ')) -%}
  {%- endif -%}
{%- endmacro -%}
