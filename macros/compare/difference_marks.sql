{#- What a comparison counts, in the order of its rows: {difference, column, flag, by}. -#}
{%- macro difference_marks(compared) -%}
  {%- set marks = [] -%}
  {%- for flag in ('only_a', 'only_b', 'repeated_a', 'repeated_b') -%}
    {%- set words = flag.split('_') -%}
    {%- do marks.append({'difference': words[0] ~ ' in ' ~ words[1], 'column': none, 'flag': flag, 'by': none}) -%}
  {%- endfor -%}
  {%- for column in compared -%}
    {%- do marks.append({
        'difference': 'differs', 'column': column.name, 'flag': 'differs_' ~ loop.index,
        'by': 'by_' ~ loop.index if column.numeric else none}) -%}
  {%- endfor -%}
  {%- do marks.append({'difference': 'alike', 'column': none, 'flag': 'alike', 'by': none}) -%}
  {{- return(marks) -}}
{%- endmacro -%}
