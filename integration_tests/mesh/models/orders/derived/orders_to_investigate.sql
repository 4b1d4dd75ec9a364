{{ config(materialized='view') }}

-- Orders in a currency that the contract of order_facts does not allow.
select
    order_id,
    order_ts,
    amount,
    currency
from {{ ref('orders_enriched') }}
where not is_known_currency
