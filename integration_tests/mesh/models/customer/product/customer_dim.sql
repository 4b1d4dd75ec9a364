with profiles as (

    select * from {{ ref('customer_profiles') }}

)

select
    cast(customer_id as varchar) as customer_id,
    cast(email_token as varchar) as email,
    cast(phone_token as varchar) as phone_number,
    cast(order_total as decimal(12, 2)) as order_total
from profiles
