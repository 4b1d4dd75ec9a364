{{ config(materialized='view') }}

select
    currency_code,
    week_start as rate_date,
    usd_rate
from {{ ref('fx_rates') }}
qualify row_number() over (partition by currency_code order by week_start desc) = 1
