{#- What dbt publishes in place of the model's query, once its rows are staged: those that break no rule. -#}
{%- macro valid_rows() -%}
select {{ dbt_treaty.model_columns(model) | join(', ') }}
from {{ dbt_treaty.stage_relation(model) }}
where treaty_reasons is null
{%- endmacro -%}
