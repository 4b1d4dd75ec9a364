select
    facts.customer_id,
    count(*) as order_count,
    sum(facts.amount * currencies.usd_rate) as order_total
from {{ ref('order_facts') }} as facts
inner join {{ ref('dim_currency') }} as currencies
    on facts.currency = currencies.currency_code
where facts.status <> 'cancelled'
group by facts.customer_id
