{#- A logical type in the warehouse's words.

    logical: {kind} with `precision` and `scale` (decimal), `item` (array) or `fields`
    ([[name, logical], …], struct), as Python parsed it from the contract. -#}
{%- macro data_type(logical) -%}
  {{- return(adapter.dispatch('data_type', 'dbt_treaty')(logical)) -}}
{%- endmacro -%}

{%- macro default__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'varchar', 'boolean': 'boolean', 'integer': 'integer', 'bigint': 'bigint',
      'float': 'real', 'double': 'double precision', 'decimal': 'decimal', 'date': 'date',
      'time': 'time', 'timestamp': 'timestamp', 'timestamp_tz': 'timestamp with time zone',
      'interval': 'interval', 'json': 'varchar', 'binary': 'varbinary', 'uuid': 'varchar',
      'array': '{item}[]', 'struct': 'struct({fields})', 'field': '{name} {type}',
  })) -}}
{%- endmacro -%}

{%- macro duckdb__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'varchar', 'boolean': 'boolean', 'integer': 'integer', 'bigint': 'bigint',
      'float': 'float', 'double': 'double', 'decimal': 'decimal', 'date': 'date',
      'time': 'time', 'timestamp': 'timestamp', 'timestamp_tz': 'timestamp with time zone',
      'interval': 'interval', 'json': 'json', 'binary': 'blob', 'uuid': 'uuid',
      'array': '{item}[]', 'struct': 'struct({fields})', 'field': '{name} {type}',
  })) -}}
{%- endmacro -%}

{%- macro postgres__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'text', 'boolean': 'boolean', 'integer': 'integer', 'bigint': 'bigint',
      'float': 'real', 'double': 'double precision', 'decimal': 'numeric', 'date': 'date',
      'time': 'time', 'timestamp': 'timestamp', 'timestamp_tz': 'timestamp with time zone',
      'interval': 'interval', 'json': 'jsonb', 'binary': 'bytea', 'uuid': 'uuid',
      'array': '{item}[]', 'struct': 'jsonb', 'field': '',
  })) -}}
{%- endmacro -%}

{%- macro redshift__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'varchar(65535)', 'boolean': 'boolean', 'integer': 'integer', 'bigint': 'bigint',
      'float': 'real', 'double': 'double precision', 'decimal': 'decimal', 'date': 'date',
      'time': 'time', 'timestamp': 'timestamp', 'timestamp_tz': 'timestamptz',
      'interval': 'interval day to second', 'json': 'super', 'binary': 'varbyte', 'uuid': 'varchar(36)',
      'array': 'super', 'struct': 'super', 'field': '',
  })) -}}
{%- endmacro -%}

{%- macro snowflake__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'varchar', 'boolean': 'boolean', 'integer': 'integer', 'bigint': 'bigint',
      'float': 'float', 'double': 'double', 'decimal': 'number', 'date': 'date',
      'time': 'time', 'timestamp': 'timestamp_ntz', 'timestamp_tz': 'timestamp_tz',
      'interval': 'varchar', 'json': 'variant', 'binary': 'binary', 'uuid': 'varchar',
      'array': 'array', 'struct': 'object', 'field': '',
  })) -}}
{%- endmacro -%}

{%- macro bigquery__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'string', 'boolean': 'bool', 'integer': 'int64', 'bigint': 'int64',
      'float': 'float64', 'double': 'float64',
      'decimal': 'numeric' if (logical.scale or 0) <= 9 and (logical.precision or 38) - (logical.scale or 0) <= 29
                 else 'bignumeric',
      'date': 'date', 'time': 'time', 'timestamp': 'datetime', 'timestamp_tz': 'timestamp',
      'interval': 'interval', 'json': 'json', 'binary': 'bytes', 'uuid': 'string',
      'array': 'array<{item}>', 'struct': 'struct<{fields}>', 'field': '{name} {type}',
  })) -}}
{%- endmacro -%}

{%- macro spark__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'string', 'boolean': 'boolean', 'integer': 'int', 'bigint': 'bigint',
      'float': 'float', 'double': 'double', 'decimal': 'decimal', 'date': 'date',
      'time': 'string', 'timestamp': 'timestamp', 'timestamp_tz': 'timestamp',
      'interval': 'string', 'json': 'string', 'binary': 'binary', 'uuid': 'string',
      'array': 'array<{item}>', 'struct': 'struct<{fields}>', 'field': '{name}: {type}',
  })) -}}
{%- endmacro -%}

{#- databricks falls back on spark by dispatch. -#}

{%- macro trino__data_type(logical) -%}
  {{- return(dbt_treaty.spell_type(logical, {
      'string': 'varchar', 'boolean': 'boolean', 'integer': 'integer', 'bigint': 'bigint',
      'float': 'real', 'double': 'double', 'decimal': 'decimal', 'date': 'date',
      'time': 'time(6)', 'timestamp': 'timestamp(6)', 'timestamp_tz': 'timestamp(6) with time zone',
      'interval': 'varchar', 'json': 'varchar', 'binary': 'varbinary', 'uuid': 'uuid',
      'array': 'array({item})', 'struct': 'row({fields})', 'field': '{name} {type}',
  })) -}}
{%- endmacro -%}
