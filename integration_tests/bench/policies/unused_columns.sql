-- summary: a model of which nobody reads more than half of the columns
-- severity: warn
-- message: Of {columns} columns of {unique_id}, {unread} are read by nobody.
-- help: Leave them out, or publish the model as a product.
with read as (
    select parent_node_unique_id as node_unique_id, parent_column_name as column_name
    from {{ info_schema('column_lineage') }}
    union
    select parent_node_unique_id, parent_column_name
    from {{ info_schema('row_scans') }}
)
select
    columns.node_unique_id as unique_id,
    count(*) as columns,
    count(*) filter (where read.column_name is null) as unread
from {{ info_schema('node_columns') }} as columns
join {{ info_schema('models') }} as models on models.unique_id = columns.node_unique_id
left join read
    on read.node_unique_id = columns.node_unique_id
    and read.column_name in (columns.column_name, '* (whole row)')
where models.tier is distinct from 'product'
  and columns.node_unique_id in (select node_unique_id from read)
group by columns.node_unique_id
having unread * 2 > count(*)
