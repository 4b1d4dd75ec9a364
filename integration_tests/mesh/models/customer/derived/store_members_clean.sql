{{ config(materialized='ephemeral') }}

select
    member_no,
    lower(trim(contact_email)) as member_email,
    regexp_replace(contact_phone, '[^0-9+]', '', 'g') as member_phone,
    home_country as market,
    enrolled_at as registered_at
from {{ ref('store_members') }}
