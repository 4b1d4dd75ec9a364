{#- Whether this warehouse refuses a row that breaks a constraint of this kind, on this materialization.

    kind: not_null | unique | primary_key. materialized: none where it is not known, which counts as
    «not enforced»: a test is written then. Constraints live on tables, a view holds none, and a
    materialization of the user's own may do anything. language: dbt puts no constraint on the table of a
    Python model. -#}
{%- macro enforces(kind, materialized, language='sql') -%}
  {{- return(language != 'python' and materialized in ['table', 'incremental'] and kind in dbt_treaty.enforced_constraints()) -}}
{%- endmacro -%}
