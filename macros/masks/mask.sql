{#- An approved mask over a column: sha256 (keyed hash), tokenize (keyed, the same token in every
    domain, so that joins still work) or redact (the format stays: j***@e***.com).

    column: a column's name or an SQL expression of type text. method: sha256 | tokenize | redact.

    The SQL calls a function that the companion puts on every session together with the key, so the key
    itself stands in no SQL text, log, artifact or query history. Without the key dbt refuses, and in a
    view as well, whose readers have no such function. -#}
{%- macro mask(column, method) -%}
  {%- if method not in ['sha256', 'tokenize', 'redact'] -%}
    {%- do exceptions.raise_compiler_error(
        "dbt_treaty.mask: unknown method '" ~ method ~ "' (allowed: sha256, tokenize, redact)") -%}
  {%- endif -%}
  {%- if execute -%}
    {%- do dbt_treaty.require_companion() -%}
    {%- set refusal = modules.dbt_treaty.mask_refusal(
        method, target.type, flags.WHICH, model if model is defined else none) -%}
    {%- if refusal -%}{%- do exceptions.raise_compiler_error(refusal) -%}{%- endif -%}
  {%- endif -%}
  {{ dbt_treaty.mask_function(method) }}(cast({{ column }} as {{ dbt.type_string() }}))
{%- endmacro -%}
