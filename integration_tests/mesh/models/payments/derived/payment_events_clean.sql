{{ config(materialized='view') }}

select
    * exclude (payer_email, event_id, status),
    lower(trim(status)) as status,
    cast(date_trunc('week', occurred_at at time zone 'UTC') as date) as fx_week
from {{ ref('payment_events') }}
