with enriched as (

    select * from {{ ref('orders_enriched') }}

)

select
    cast(order_id as varchar) as order_id,
    cast({{ dbt_treaty.mask('customer_key', 'sha256') }} as varchar) as customer_id,
    cast(order_ts as timestamp with time zone) as order_ts,
    cast(amount as decimal(12, 2)) as amount,
    cast(currency as varchar) as currency,
    cast(status as varchar) as status
from enriched
where is_known_currency
