-- A member is a customer where both carry the same token. What they spent counts from the day they joined.
with members as (

    select
        {{ dbt_treaty.mask('member_no', 'sha256') }} as member_id,
        {{ dbt_treaty.mask('member_email', 'tokenize') }} as email_token,
        level,
        joined_on
    from {{ ref('members_clean') }}

),

orders as (

    select
        customers.email as customer_email,
        facts.order_ts,
        facts.amount * currencies.usd_rate as amount_usd
    from {{ source('mesh_orders', 'order_facts') }} as facts
    inner join {{ source('mesh_customer', 'customer_dim') }} as customers
        on facts.customer_id = customers.customer_id
    inner join {{ source('mesh_platform', 'dim_currency') }} as currencies
        on facts.currency = currencies.currency_code
    where facts.status in ('paid', 'shipped')

)

select
    members.member_id,
    members.email_token,
    members.level,
    count(orders.order_ts) as order_count,
    coalesce(sum(orders.amount_usd), 0) as spent_usd,
    max(orders.order_ts) as last_order_ts
from members
left join orders
    on members.email_token = orders.customer_email
    and cast(orders.order_ts at time zone 'UTC' as date) >= members.joined_on
group by members.member_id, members.email_token, members.level
