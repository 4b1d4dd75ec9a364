{#- The columns of the history with their logical types, in order. -#}
{%- macro history_columns() -%}
  {{- return({
      'resource': 'string', 'contract': 'string', 'version': 'string', 'promise': 'string', 'measured': 'double',
      'target': 'double', 'ok': 'boolean', 'reason': 'string', 'row_count': 'bigint', 'measured_at': 'timestamp',
      'invocation_id': 'string',
  }) -}}
{%- endmacro -%}
