{#- Makes the history where no run has built its model yet. What is there stays as it is. -#}
{%- macro create_history() -%}
  {%- set relation = dbt_treaty.history_relation() -%}
  {%- if adapter.get_relation(relation.database, relation.schema, relation.identifier) is none -%}
    {%- do adapter.create_schema(relation) -%}
    {%- do dbt_treaty.run_in_transaction(
        'create table ' ~ relation ~ dbt_treaty.history_storage() ~ ' as\n'
        ~ dbt_treaty.empty_select(dbt_treaty.history_columns())) -%}
    {%- do adapter.commit() -%}
  {%- endif -%}
{%- endmacro -%}
