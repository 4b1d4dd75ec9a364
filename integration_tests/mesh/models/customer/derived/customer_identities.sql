-- Everybody once, whichever door they came in by. From here on nobody is named in clear.
with shoppers as (

    select
        {{ dbt_treaty.mask('user_id', 'sha256') }} as customer_id,
        {{ dbt_treaty.mask('email_lower', 'tokenize') }} as email_token,
        {{ dbt_treaty.mask('phone_e164', 'tokenize') }} as phone_token,
        'web' as origin,
        market,
        age_band,
        registered_at
    from {{ ref('users_clean') }}

),

members as (

    select
        {{ dbt_treaty.mask('member_no', 'sha256') }} as customer_id,
        {{ dbt_treaty.mask('member_email', 'tokenize') }} as email_token,
        {{ dbt_treaty.mask('member_phone', 'tokenize') }} as phone_token,
        'store' as origin,
        market,
        'unknown' as age_band,
        registered_at
    from {{ ref('store_members_clean') }}

)

select * from shoppers
union all
select * from members
