with totals as (

    select
        *,
        ntile(4) over (order by order_total desc) as spending_quarter
    from {{ ref('order_totals') }}

)

select
    identities.*,
    coalesce(totals.order_count, 0) as order_count,
    coalesce(totals.order_total, 0) as order_total,
    case
        when totals.spending_quarter = 1 then 'high'
        when totals.spending_quarter in (2, 3) then 'middle'
        when totals.spending_quarter = 4 then 'low'
        else 'none'
    end as value_segment,
    coalesce(consent.marketing_consent, false) as marketing_consent
from {{ ref('customer_identities') }} as identities
left join totals on identities.customer_id = totals.customer_id
left join {{ ref('current_consent') }} as consent on identities.customer_id = consent.customer_id
