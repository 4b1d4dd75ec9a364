-- summary: a product with more than ten columns of personal data
-- message: {unique_id} publishes {columns} columns that carry PII.
-- help: Publish what its readers need, and join the rest where it is allowed.
select tags.node_unique_id as unique_id, count(*) as columns
from {{ info_schema('tags') }} as tags
join {{ info_schema('nodes') }} as nodes on nodes.unique_id = tags.node_unique_id
where lower(tags.tag) = 'pii' and nodes.is_public and not tags.is_masked
group by tags.node_unique_id
having count(*) > 10
