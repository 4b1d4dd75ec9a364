from __future__ import annotations

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.evidence.switched_columns import switched_columns

PRODUCT = "orders.product.order_facts"
PAGE = """
models:
  orders.product.order_facts:
    sql: select cast('paid' as varchar) as status, 1 as id
    contract:
      schema: [{{name: status, type: string}}, {{name: id, type: integer}}]
      consumers_intended: [{consumers}]
  marketing.derived.states:
    sql: select status as state, id from {{{{ ref('order_facts') }}}}
  marketing.derived.report:
    sql: |
      {sql}
"""
READS = "{{ ref('states') }}"


@pytest.mark.parametrize(
    ("sql", "switched"),
    [
        (f"select state from {READS}", False),
        (f"select 1 as a from {READS}", False),
        (f"select id from {READS} where id = 1", False),
        (f"select id from {READS} where state = 'paid'", True),
        (f"select case when STATE = 'paid' then id end as a from {READS}", True),
        (f"select count(*) filter (where state = 'paid') as n from {READS}", True),
        (f"select state, count(*) as n from {READS} group by state", True),
        (f"select state = 'paid' as is_paid from {READS}", True),
        (f"select a.id from {READS} as a join {READS} as b on a.state = b.state", True),
        (f"select to_json(s) as j from {READS} as s", True),
        ("select * from {{ ref('order_facts') }} where status = 'paid'", True),
    ],
)
def test_who_switches_on_a_column(project: Project, sql: str, switched: bool) -> None:
    evidence = project(PAGE.format(sql=sql, consumers="marketing"))
    assert switched_columns(evidence)(PRODUCT, "Status") is switched


@pytest.mark.parametrize("consumers", ["finance", "marketing, finance.product.x", '"@finance"'])
def test_readers_that_are_not_at_hand_may(project: Project, consumers: str) -> None:
    evidence = project(PAGE.format(sql="select 1 as a", consumers=consumers))
    assert switched_columns(evidence)(PRODUCT, "status") is None


def test_of_what_is_not_at_hand_nothing_can_be_told(project: Project) -> None:
    switched = switched_columns(project(PAGE.format(sql="select 1 as a", consumers="marketing")))
    assert (switched("orders.product.other", "status"), switched(PRODUCT, "other")) == (None, None)
