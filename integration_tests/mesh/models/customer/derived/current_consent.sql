select
    {{ dbt_treaty.mask('user_id', 'sha256') }} as customer_id,
    marketing_consent,
    dbt_valid_from as consent_since
from {{ ref('consent_history') }}
where dbt_valid_to is null
