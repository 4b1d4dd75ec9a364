-- summary: two nodes that are built into one relation
-- message: {relation} is built by {nodes} nodes.
-- help: Give one of them another alias or schema.
select
    min(unique_id) as unique_id,
    count(*) as nodes,
    concat_ws('.', database_name, schema_name, alias) as relation
from {{ info_schema('nodes') }}
where alias is not null and resource_type <> 'source'
group by lower(database_name), lower(schema_name), lower(alias), relation
having count(*) > 1
