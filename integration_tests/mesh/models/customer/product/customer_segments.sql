select
    cast(profiles.customer_id as varchar) as customer_id,
    cast(profiles.origin as varchar) as origin,
    cast(profiles.market as varchar) as market,
    cast(profiles.age_band as varchar) as age_band,
    cast(profiles.value_segment as varchar) as value_segment,
    cast(profiles.order_count as integer) as order_count,
    cast(profiles.marketing_consent as boolean) as marketing_consent,
    cast(profiles.registered_at at time zone 'UTC' as date) as registered_on
from {{ ref('customer_profiles') }} as profiles
