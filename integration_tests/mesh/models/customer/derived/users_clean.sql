{{ config(materialized='view') }}

select
    user_id,
    trim(full_name) as full_name,
    lower(trim(email)) as email_lower,
    regexp_replace(phone, '[^0-9+]', '', 'g') as phone_e164,
    upper(country) as market,
    case
        when birth_date >= date '1996-01-01' then 'under 30'
        when birth_date >= date '1966-01-01' then '30 to 59'
        else '60 and over'
    end as age_band,
    registered_at
from {{ ref('users') }}
