select
    spend.campaign_id,
    sum(spend.amount * currencies.usd_rate) as spend_usd,
    sum(case when days.is_weekend then spend.amount * currencies.usd_rate else 0 end) as weekend_spend_usd
from {{ ref('ad_spend') }} as spend
inner join {{ ref('dim_currency') }} as currencies on spend.currency = currencies.currency_code
inner join {{ ref('dim_date') }} as days on spend.spend_date = days.date_day
group by spend.campaign_id
