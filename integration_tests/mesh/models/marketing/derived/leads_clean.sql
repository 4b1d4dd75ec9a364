with normalised as (

    select
        * exclude (email),
        lower(trim(email)) as lead_email
    from {{ ref('leads') }}

)

select
    lead_id,
    campaign_id,
    {{ dbt_treaty.mask('lead_email', 'tokenize') }} as hashed_lead_email,
    country,
    lead_ts
from normalised
