{#- Prints the properties of some contracts as JSON, one line for each, for `dbt-treaty sync`.

    That command runs dbt on a scratch project with only this package and the user's profile, so
    that a project which does not parse, or an engine without plugins, can still be mended.

    jobs: what `sync` decided for each contract, in pieces small enough for one argument. -#}
{%- macro render_contracts(jobs) -%}
  {%- if execute -%}
    {%- for job in jobs -%}
      {%- do print('dbt-treaty:' ~ tojson(dbt_treaty.contract_properties(job))) -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}
