select
    cast(payment_id as varchar) as payment_id,
    cast(order_id as varchar) as order_id,
    cast(amount_native as decimal(18, 2)) as amount_native,
    cast(amount_usd as decimal(18, 2)) as amount_usd,
    cast(currency as varchar) as currency,
    cast(fx_rate as decimal(12, 6)) as fx_rate,
    cast(status as varchar) as status,
    cast(captured_ts as timestamp with time zone) as captured_ts
from {{ ref('payments_priced') }}
