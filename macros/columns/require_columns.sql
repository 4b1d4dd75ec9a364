{#- A post-hook, from sync, of every Python model with a contract, on which dbt can't enforce one. Renders to
    nothing; where the columns that were built are not the promised ones, it refuses. A warehouse that builds
    in a transaction then keeps the table it had. -#}
{%- macro require_columns() -%}
  {%- if execute -%}
    {%- set faults = dbt_treaty.column_faults(
        dbt_treaty.promised_types(model), dbt_treaty.column_types('select * from ' ~ this ~ ' where 1 = 0')) -%}
    {%- if faults -%}
      {%- do exceptions.raise_compiler_error(dbt_treaty.column_faults_text(model, faults)) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro -%}
