-- summary: a product that is more than 60 steps from its sources
-- message: {unique_id} is {steps} steps from its furthest source, and at most 60 are allowed.
-- help: Publish a product in between, and read that.
with recursive reached(unique_id, steps) as (
    select unique_id, 0 from {{ info_schema('sources') }}
    union
    select edges.child_unique_id, reached.steps + 1
    from reached
    join {{ info_schema('edges') }} as edges on edges.parent_unique_id = reached.unique_id
    where reached.steps < 61
)
select unique_id, max(reached.steps) as steps
from reached
join {{ info_schema('models') }} as models using (unique_id)
where models.tier = 'product'
group by unique_id
having max(reached.steps) > 60
