-- Data as it arrives. Read your own source here, in place of the sample.
select
    event_id,
    email,
    kind,
    happened_at
from {{ ref('<<domain>>_events_sample') }}
