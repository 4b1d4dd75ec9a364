-- summary: a mean of what is a mean already
-- severity: warn
-- message: {column_name} is a mean of {parent}, which is a mean itself.
-- help: Keep sum and count, and divide where the last mean is taken.
with means as (
    select parent_node_unique_id, parent_column_name, child_node_unique_id, child_column_name
    from {{ info_schema('column_lineage') }}
    where list_has_any(transforms, ['avg', 'avg over', 'mean'])
)
select distinct
    outer_mean.child_node_unique_id as node_unique_id,
    outer_mean.child_column_name as column_name,
    outer_mean.parent_node_unique_id || '.' || outer_mean.parent_column_name as parent
from means as outer_mean
join means as inner_mean
    on inner_mean.child_node_unique_id = outer_mean.parent_node_unique_id
    and inner_mean.child_column_name = outer_mean.parent_column_name
