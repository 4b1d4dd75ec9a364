{{ config(materialized='view') }}

select
    member_no,
    lower(trim(email)) as member_email,
    level,
    joined_on
from {{ ref('memberships') }}
