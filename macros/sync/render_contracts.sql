{#- Prints the properties of some contracts as JSON, one line for each, for `dbt-treaty sync`. The JSON is
    in hexadecimal: dbt puts stars in the place of whatever is the value of a DBT_ENV_SECRET_ variable.

    That command has dbt parse a scratch project with only this package and the user's profile, so
    that a project which does not parse, or an engine without plugins, can still be mended. It runs
    while dbt parses, when nothing is executed yet: no connection is needed.

    jobs: what `sync` decided for each contract. -#}
{%- macro render_contracts(jobs) -%}
  {%- for job in jobs -%}
    {%- set entry = tojson({'key': job.key, 'version': dbt_treaty.contract_properties(job)}) -%}
    {%- do print('dbt-treaty:' ~ entry.encode('utf-8').hex()) -%}
  {%- endfor -%}
{%- endmacro -%}
