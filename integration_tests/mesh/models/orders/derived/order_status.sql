{{ config(materialized='ephemeral') }}

select
    order_id,
    arg_max(event_type, event_ts) as status,
    max(event_ts) as status_ts,
    count(*) as event_count
from {{ ref('order_events_clean') }}
group by order_id
