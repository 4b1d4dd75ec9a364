{#- Who was granted the right to read a relation by the role that dbt is, in lower case; sorted.

    Asks the warehouse as dbt does before it grants, so it does not see its owner, nor what somebody else
    has granted. -#}
{%- macro granted_readers(relation) -%}
  {%- set found = [] -%}
  {%- set privilege = dbt_treaty.reading_privilege() | string | lower -%}
  {%- for kind, roles in adapter.standardize_grants_dict(run_query(get_show_grant_sql(relation))).items() -%}
    {%- if kind | lower == privilege -%}
      {%- for role in roles if role | lower not in found -%}
        {%- do found.append(role | lower) -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endfor -%}
  {{- return(found | sort) -}}
{%- endmacro -%}
