-- summary: a product's column whose origin is lost
-- message: {column_name} can't be traced further than {origin_lost_at}: {origin_lost_reason}.
-- help: Write that query so that it can be read; dbt-treaty lineage shows the way.
select
    columns.node_unique_id,
    columns.column_name,
    columns.origin_lost_at,
    columns.origin_lost_reason
from {{ info_schema('node_columns') }} as columns
join {{ info_schema('models') }} as models on models.unique_id = columns.node_unique_id
where models.is_public and not columns.origin_known
