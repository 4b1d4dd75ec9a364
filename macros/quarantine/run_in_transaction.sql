{#- Runs a statement in the transaction of the running model, and opens it where none is open yet. -#}
{%- macro run_in_transaction(sql) -%}
  {%- call statement('treaty', auto_begin=true) -%}
    {{ sql }}
  {%- endcall -%}
{%- endmacro -%}
