select
    event_id,
    lower(trim(email)) as email,
    kind,
    cast(happened_at as date) as event_date
from {{ ref('<<domain>>_events') }}
