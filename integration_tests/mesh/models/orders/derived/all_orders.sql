-- The shop and the tills in one shape.
with web as (

    select
        order_id,
        customer_key,
        'web' as sales_channel,
        placed_at,
        gross_amount as amount,
        discount_amount,
        currency,
        payment_method,
        checkout_email,
        ship_country as country
    from {{ ref('orders') }}

),

store as (

    select
        receipt_id as order_id,
        member_key as customer_key,
        'store' as sales_channel,
        sold_at as placed_at,
        total as amount,
        cast(0 as decimal(12, 2)) as discount_amount,
        currency,
        tender as payment_method,
        cast(null as varchar) as checkout_email,
        store_country as country
    from {{ ref('store_orders') }}

)

select * from web
union all
select * from store
