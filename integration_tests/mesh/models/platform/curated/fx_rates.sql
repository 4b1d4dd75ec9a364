-- Curated: every domain may read it, no contract binds it. One rate for each currency and week.
with quoted as (

    select
        currency as currency_code,
        quoted_on as week_start,
        usd_per_unit as usd_rate
    from {{ ref('fx_quotes') }}

),

dollars as (

    -- The dollar is quoted by nobody, and yet no row may lack a rate.
    select distinct
        'USD' as currency_code,
        quoted_on as week_start,
        cast(1 as decimal(12, 6)) as usd_rate
    from {{ ref('fx_quotes') }}

)

select * from quoted
union all
select * from dollars
