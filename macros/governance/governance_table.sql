{#- The body of a model that the gate's findings fill: the columns of one table, and no row. The rows come with the
    model's post-hook, `fill_governance_table`, as a seed's come: in batches of bound values.

    dbt renders a disabled model too, while it parses: a project that has governance off needs nothing for it. -#}
{%- macro governance_table(name) -%}
  {%- if dbt_treaty.governance_is_on() -%}
    {%- do dbt_treaty.require_companion() -%}
    {{- dbt_treaty.empty_select(modules.dbt_treaty.governance_columns(name)) -}}
  {%- else -%}
    select 1 as off
  {%- endif -%}
{%- endmacro -%}
