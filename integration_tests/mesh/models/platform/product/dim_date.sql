with days as (

    select * from {{ ref('calendar_days') }}

)

select
    cast(calendar_date as date) as date_day,
    cast(date_trunc('week', calendar_date) as date) as week_start,
    cast(date_trunc('month', calendar_date) as date) as month_start,
    cast(extract(quarter from calendar_date) as integer) as quarter_of_year,
    cast(extract(isodow from calendar_date) as integer) as day_of_week,
    cast(case when extract(isodow from calendar_date) in (6, 7) then true else false end as boolean) as is_weekend,
    cast(holiday as varchar) as holiday
from days
