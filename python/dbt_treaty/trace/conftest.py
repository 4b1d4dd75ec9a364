"""What the tests of answers share: a small mesh as the whole pipeline sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.pages.page_project import page_project

# A source, what is made of its column past a function, a mask, a condition and a row's choice, and
# a model that nobody can read.
ESTATE = """
sources:
  customer.raw.users: {columns: {id: [], email: [PII], active: []}}
models:
  customer.derived.users_clean:
    sql: select id, lower(email) as email from {{ source('customer_raw', 'users') }} where active
    columns: {email: [PII]}
  customer.product.customer_dim:
    sql: |
      select
        id,
        {{ dbt_treaty.mask('email', 'tokenize') }} as token,
        case when email like '%@example.com' then 1 else 0 end as is_test
      from {{ ref('users_clean') }}
    contract:
      owner: {team: "@customer", on_call: customer-pager}
      consumers_intended: [finance]
      schema:
        - {name: id, type: bigint}
        - {name: token, type: string, tags: [PII], mask: tokenize}
        - {name: is_test, type: integer}
  marketing.derived.scored:
    language: python
    sql: "def model(dbt, session): ..."
    reads: [model.mesh.customer_dim.v1]
  marketing.product.leads:
    sql: select token, count(*) as leads from {{ ref('customer_dim') }} where is_test = 0 group by 1
    contract:
      schema:
        - {name: token, type: string, tags: [PII], mask: tokenize}
        - {name: leads, type: bigint}
  marketing.derived.lead_sum:
    sql: select sum(leads) as leads from {{ ref('leads') }}
"""


@pytest.fixture
def estate(tmp_path: Path) -> Evidence:
    return page_project(yaml.safe_load(ESTATE), tmp_path)
