with leads as (

    select
        campaign_id,
        min(lead_ts) as first_lead_ts,
        count(*) as leads,
        count(distinct hashed_lead_email) as unique_hashed_emails,
        count(distinct customer_id) as customers
    from {{ ref('lead_attribution') }}
    group by campaign_id

)

select
    cast(campaigns.campaign_id as varchar) as campaign_id,
    cast(campaigns.campaign_name as varchar) as campaign_name,
    cast(campaigns.channel as varchar) as channel,
    cast(leads.first_lead_ts as timestamp with time zone) as first_lead_ts,
    cast(coalesce(leads.leads, 0) as bigint) as leads,
    cast(coalesce(leads.unique_hashed_emails, 0) as bigint) as unique_hashed_emails,
    cast(coalesce(leads.customers, 0) as bigint) as customers,
    cast(coalesce(costs.spend_usd, 0) as decimal(12, 2)) as spend_usd
from {{ ref('campaigns') }} as campaigns
left join leads on campaigns.campaign_id = leads.campaign_id
left join {{ ref('campaign_costs') }} as costs on campaigns.campaign_id = costs.campaign_id
