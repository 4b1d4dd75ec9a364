-- Payments of orders that exist, in dollars at the rate of the week they were made in.
with events as (

    select * from {{ ref('payment_events_clean') }}

),

known_orders as (

    select order_id from {{ ref('order_facts') }}

),

rates as (

    select * from {{ ref('fx_rates') }}

)

select
    events.payment_id,
    events.order_id,
    events.amount as amount_native,
    events.currency,
    rates.usd_rate as fx_rate,
    round(events.amount * rates.usd_rate, 2) as amount_usd,
    events.status,
    events.occurred_at,
    min(events.occurred_at) over (partition by events.payment_id) as captured_ts
from events
inner join known_orders on events.order_id = known_orders.order_id
inner join rates
    on events.currency = rates.currency_code
    and events.fx_week = rates.week_start
