{#- Lets go of the staged rows once they are where they belong. -#}
{%- macro drop_stage(stage) -%}
  {%- for each in [stage, stage.incorporate(path={'identifier': stage.identifier ~ '_raw'})] -%}
    {%- do dbt_treaty.run_in_transaction('drop table if exists ' ~ each) -%}
  {%- endfor -%}
{%- endmacro -%}
