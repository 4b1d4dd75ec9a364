-- summary: a product's column that is called like a secret
-- severity: error
-- message: {column_name} is published, and is called like a secret.
-- help: Leave the column out of the product.
select columns.node_unique_id, columns.column_name
from {{ info_schema('node_columns') }} as columns
join {{ info_schema('nodes') }} as nodes on nodes.unique_id = columns.node_unique_id
where nodes.is_public
  and regexp_matches(lower(columns.column_name), '(^|_)(password|secret)(_|$)')
