with rules as (

    select * from {{ ref('points_rules') }}

)

select
    cast(members.member_id as varchar) as member_id,
    cast(members.email_token as varchar) as email,
    cast(members.level as varchar) as level,
    cast(members.order_count as integer) as order_count,
    cast(floor(members.spent_usd * rules.points_per_usd) + rules.welcome_points as bigint) as points,
    cast(members.last_order_ts as timestamp with time zone) as last_order_ts
from {{ ref('member_orders') }} as members
inner join rules on members.level = rules.level
