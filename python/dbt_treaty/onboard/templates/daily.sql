-- What other domains read. A count of people tells nobody's e-mail, so no tag arrives here.
select
    cast(event_date as date) as event_date,
    cast(count(*) as bigint) as events,
    cast(count(distinct email) as bigint) as people,
    cast(current_timestamp as timestamp with time zone) as updated_at
from {{ ref('<<domain>>_events_clean') }}
group by event_date
