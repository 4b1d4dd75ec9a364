{#- One contract as one version of a dbt model: a dictionary in the shape of an entry of `versions:`.

    job: {contract, description, model, version, defined_in, alias, materialized, language, readers, row_rules, global_rules, checks, columns}, made
    by Python; job.columns are the contract's, each with `logical` (its parsed type) and `refers_to`
    ({model, column}, where the referenced table is a model of this project).

    Every contracted model is versioned from its first sync, since a version given later would rename its
    relation; `alias` keeps the name it has. Python puts the versions of a model together. -#}
{%- macro contract_properties(job) -%}
  {%- set contract = job.contract -%}
  {%- set columns = [] -%}
  {%- for column in job.columns -%}
    {%- do columns.append(dbt_treaty.column_properties(column, job)) -%}
  {%- endfor -%}

  {%- set constraints = dbt_treaty.model_constraints(job) -%}
  {%- set promised_columns = [] -%}
  {%- for column in columns -%}
    {%- set kinds = [] -%}
    {%- for constraint in column.constraints or [] -%}
      {%- do kinds.append(constraint.type) -%}
    {%- endfor -%}
    {%- do promised_columns.append([column.name, column.data_type, kinds]) -%}
  {%- endfor -%}

  {%- set references = {} -%}
  {%- for column in job.columns if column.refers_to -%}
    {%- do references.update({column.name: column.refers_to}) -%}
  {%- endfor -%}

  {#- dbt renders a properties file, where no macro is known yet, and then the hook. -#}
  {%- set stamp = '{{ "{{ dbt_treaty.stamp_contract() }}" }}' -%}
  {#- Where dbt builds in a transaction it comments on the relation at its end, and the stamp comes after
      that; elsewhere a hook outside of the transaction would never run. -#}
  {%- set within = not dbt_treaty.builds_in_a_transaction() -%}
  {%- set guard = '{{ "{{ dbt_treaty.require_quarantine() }}" }}' -%}

  {#- dbt does not parse an enforced contract on a Python model: a hook and a test look at what was built. -#}
  {%- set enforced = job.language != 'python' -%}

  {%- set config = {
      'alias': job.alias,
      'contract': {'enforced': enforced},
      'access': 'public',
      'group': job.group,
      'tags': contract.tags or [],
      'post_hook': [{'sql': stamp, 'transaction': within}],
      'meta': {
          'dbt_treaty': {
              'contract': {'v1': contract},
              'checksum': job.checksum,
              'references': references,
              'global_rules': job.global_rules or [],
              'promised': {
                  'enforced': enforced,
                  'access': 'public',
                  'group': job.group,
                  'materialized': job.materialized,
                  'alias': job.alias,
                  'columns': promised_columns,
              },
          }
      },
  } -%}

  {%- if not enforced -%}
    {%- set required = '{{ "{{ dbt_treaty.require_columns() }}" }}' -%}
    {%- do config.update({'post_hook': [{'sql': required, 'transaction': true}] + config.post_hook}) -%}
  {%- endif -%}

  {%- set grants = dbt_treaty.reader_grants(job) -%}
  {%- if job.readers -%}
    {%- do config.meta.dbt_treaty.promised.update({'grants': grants}) -%}
    {%- if grants -%}
      {%- do config.update({'grants': grants}) -%}
    {%- endif -%}
  {%- endif -%}

  {%- if (contract.quarantine or {}).get('enabled') -%}
    {%- do config.update({'pre_hook': [{'sql': guard, 'transaction': true}]}) -%}
  {%- endif -%}

  {#- dbt wants one of two words of an incremental model with a contract, and the default is neither. -#}
  {%- if job.materialized in [none, 'incremental'] -%}
    {%- do config.update({'on_schema_change': 'append_new_columns'}) -%}
  {%- endif -%}

  {%- set version = {
      'v': job.version,
      'defined_in': job.defined_in,
      'description': job.description,
      'config': config,
  } -%}
  {%- if constraints -%}
    {%- do version.update({'constraints': constraints}) -%}
  {%- endif -%}
  {%- set tests = dbt_treaty.model_tests(job) -%}
  {%- if tests -%}
    {%- do version.update({'data_tests': tests}) -%}
  {%- endif -%}
  {%- do version.update({'columns': columns}) -%}
  {%- if job.readers -%}
    {#- Not for dbt: Python takes it out, and judges the roles by it. -#}
    {%- do version.update({'warehouse': {
        'grants': dbt_treaty.reading_privilege() is not none,
        'quotes_grantees': dbt_treaty.quotes_grantees()}}) -%}
  {%- endif -%}
  {{- return(version) -}}
{%- endmacro -%}
