{{ config(materialized='incremental', unique_key='event_id', incremental_strategy='delete+insert') }}

-- The queue delivers at least once; each event is kept once.
with delivered as (

    select
        event_id,
        order_id,
        lower(event_type) as event_type,
        event_ts
    from {{ ref('order_events') }}
    {% if is_incremental() %}
    where event_ts > (select max(kept.event_ts) from {{ this }} as kept)
    {% endif %}

),

numbered as (

    select
        *,
        row_number() over (partition by event_id order by event_ts) as delivery
    from delivered

)

select * exclude (delivery)
from numbered
where delivery = 1
