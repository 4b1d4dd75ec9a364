{#- Drafts the contract of a table from what is in it: `dbt run-operation infer_contract --args '{relation: …}'`.

    relation: a model, seed or snapshot by its name; a source as `source.table`; any other table as
        `table`, `schema.table` or `database.schema.table`.
    name: the product's name (default: the model's domain, tier and name).
    suggest_rules: suggest rules between columns as well.
    output: the draft's file, from the project's folder (default: a model's goes to the contracts
        folder, any other table's is printed). A file that is there is not overwritten.
    sample: how many rows are looked at for patterns and personal data; counts are of all rows.

    Three queries: counts over all rows, a sample of them, and how often each of few values stands.
    Python decides what they suggest. -#}
{%- macro infer_contract(relation, name=none, suggest_rules=false, output=none, sample=1000) -%}
  {%- do dbt_treaty.require_companion() -%}
  {%- if execute -%}
    {%- set inference = modules.dbt_treaty.begin_inference(relation, graph, builtins.ref) -%}
    {%- set place = inference.place -%}
    {%- set found = adapter.get_relation(
        database=place.database or target.database, schema=place.schema or target.schema, identifier=place.identifier) -%}
    {%- if found is none -%}
      {%- do exceptions.raise_compiler_error(inference.not_there()) -%}
    {%- endif -%}
    {%- for column in adapter.get_columns_in_relation(found) -%}
      {%- do inference.take_column(column.name, column.data_type) -%}
    {%- endfor -%}
    {%- do inference.take_totals(run_query(dbt_treaty.profile_query(found, inference.measured)).rows[0].values()) -%}
    {%- for row in run_query(dbt_treaty.sample_query(found, inference.measured, sample)).rows -%}
      {%- do inference.take_row(row.values()) -%}
    {%- endfor -%}
    {%- if inference.listed -%}
      {%- for row in run_query(dbt_treaty.value_counts_query(found, inference.listed)).rows -%}
        {%- do inference.take_count(row.values()) -%}
      {%- endfor -%}
    {%- endif -%}
    {%- set outcome = inference.finish(name, suggest_rules, output) -%}
    {%- if outcome.path -%}
      {%- do log(outcome.told, info=true) -%}
    {%- else -%}
      {%- do print(outcome.text) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
