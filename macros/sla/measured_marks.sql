{#- What the next run needs to tell late rows, in the shape of `measured_levels`: the mark as `measured`, the rows
    behind it as `row_count`, the column as `reason`.

    levels: as `measured_levels` gives them. -#}
{%- macro measured_marks(levels) -%}
  {%- set marks = [] -%}
  {%- for level in levels if level.mark is not none -%}
    {%- do marks.append({'node': level.node, 'promise': 'late_arrival_mark', 'measured': level.mark, 'target': none,
                         'ok': none, 'reason': level.column, 'row_count': level.behind}) -%}
  {%- endfor -%}
  {{- return(marks) -}}
{%- endmacro -%}
