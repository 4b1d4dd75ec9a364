{% snapshot consent_history %}

{{ config(unique_key='user_id', strategy='timestamp', updated_at='consent_changed_at') }}

select
    user_id,
    marketing_consent,
    consent_changed_at
from {{ ref('users') }}

{% endsnapshot %}
