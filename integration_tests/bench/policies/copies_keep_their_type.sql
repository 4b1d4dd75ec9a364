-- summary: a column whose value is copied and whose type is not
-- severity: warn
-- message: {column_name} is {child_type}, and {parent} that it is a copy of is {parent_type}.
-- help: Cast it where it is made, or give both the same type.
select
    child.node_unique_id,
    child.column_name,
    child.data_type as child_type,
    parent.data_type as parent_type,
    parent.node_unique_id || '.' || parent.column_name as parent
from {{ info_schema('column_lineage') }} as way
join {{ info_schema('node_columns') }} as parent
    on parent.node_unique_id = way.parent_node_unique_id
    and parent.column_name = way.parent_column_name
join {{ info_schema('node_columns') }} as child
    on child.node_unique_id = way.child_node_unique_id
    and child.column_name = way.child_column_name
where way.evolution = 'copy' and way.transforms = []
  and replace(lower(parent.data_type), 'text', 'varchar')
    <> replace(lower(child.data_type), 'text', 'varchar')
