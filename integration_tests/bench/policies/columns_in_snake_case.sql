-- summary: a column whose name is not in snake case
-- severity: warn
-- message: {column_name} is not in snake case.
-- help: Rename it where it is made, and in its contract.
select node_unique_id, column_name
from {{ info_schema('node_columns') }}
where not regexp_full_match(column_name, '[a-z][a-z0-9_]*') and column_name <> '*'
