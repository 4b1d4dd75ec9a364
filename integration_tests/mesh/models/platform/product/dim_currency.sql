select
    cast(currencies.code as varchar) as currency_code,
    cast(currencies.name as varchar) as currency_name,
    cast(currencies.minor_units as integer) as minor_units,
    cast(rates.usd_rate as decimal(12, 6)) as usd_rate,
    cast(rates.rate_date as date) as rate_date
from {{ ref('currencies') }} as currencies
inner join {{ ref('latest_rates') }} as rates
    on currencies.code = rates.currency_code
