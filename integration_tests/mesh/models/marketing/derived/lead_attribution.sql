-- A lead is a customer where both carry the same token: the mask is keyed alike in every domain.
with leads as (

    select * from {{ ref('leads_clean') }}

),

customers as (

    select customer_id, email
    from {{ ref('customer_dim') }}

)

select
    leads.lead_id,
    leads.campaign_id,
    coalesce(customers.email, leads.hashed_lead_email) as hashed_lead_email,
    customers.customer_id,
    case when customers.customer_id is null then 'prospect' else 'customer' end as lead_kind,
    leads.lead_ts
from leads
left join customers on leads.hashed_lead_email = customers.email
