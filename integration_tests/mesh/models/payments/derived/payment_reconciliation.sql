-- What was ordered, before discount, against what was paid, for the orders where the two differ.
with ordered as (

    select order_id, amount, currency, status
    from {{ ref('order_facts') }}

),

paid as (

    select
        order_id,
        sum(case when status = 'captured' then amount_native else 0 end) as captured,
        sum(case when status in ('refunded', 'partially_refunded') then amount_native else 0 end) as refunded
    from {{ ref('payments_priced') }}
    group by order_id

)

select
    ordered.order_id,
    ordered.currency,
    ordered.status,
    ordered.amount - coalesce(paid.captured, 0) as open_amount,
    coalesce(paid.refunded, 0) as refunded_amount
from ordered
inner join paid on ordered.order_id = paid.order_id
where ordered.amount <> coalesce(paid.captured, 0)
