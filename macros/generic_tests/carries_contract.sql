{#- A relation was built under a contract of this major: for a source that is another project's product.

    major: the first number of the versions that this project was written for. A relation without a
    stamp fails as well: what it promises is not known. -#}
{% test carries_contract(model, major) %}
  {%- set stamp = dbt_treaty.contract_stamp(model) -%}
  {%- set found = stamp.version if stamp else 'none' -%}
  select {{ dbt_treaty.literal(found) }} as contract_version
  {%- if found.split('.')[0] == major | string %}
  where 1 = 0
  {%- endif %}
{% endtest %}
