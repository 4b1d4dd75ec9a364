-- summary: a product that copies a column from the raw tier as it is
-- severity: warn
-- message: {column_name} is {parent} as it was loaded.
-- help: Clean it in the derived tier first.
select
    way.child_node_unique_id as node_unique_id,
    way.child_column_name as column_name,
    way.parent_node_unique_id || '.' || way.parent_column_name as parent
from {{ info_schema('column_lineage') }} as way
join {{ info_schema('nodes') }} as child on child.unique_id = way.child_node_unique_id
join {{ info_schema('nodes') }} as parent on parent.unique_id = way.parent_node_unique_id
where way.evolution = 'copy' and child.tier = 'product' and parent.tier = 'raw'
