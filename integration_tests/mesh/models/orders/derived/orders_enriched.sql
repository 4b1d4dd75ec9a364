-- Everything the orders domain knows of an order, without the e-mail typed at checkout.
with orders as (

    select * exclude (checkout_email)
    from {{ ref('all_orders') }}

),

statuses as (

    select * from {{ ref('order_status') }}

)

select
    orders.* exclude (placed_at),
    orders.placed_at as order_ts,
    coalesce(statuses.status, 'placed') as status,
    statuses.status_ts,
    row_number() over (partition by orders.customer_key order by orders.placed_at) as order_number,
    case when currencies.currency_code is null then false else true end as is_known_currency
from orders
left join statuses on orders.order_id = statuses.order_id
left join {{ ref('dim_currency') }} as currencies on orders.currency = currencies.currency_code
