from __future__ import annotations

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.evolution.readers import Readers
from dbt_treaty.trace.readers import find_readers

PRODUCT = "orders.product.order_facts"
PAGE = """
models:
  orders.product.order_facts:
    sql: select cast('paid' as varchar) as status, 1 as id
    contract:
      schema: [{name: status, type: string}, {name: id, type: integer}]
  marketing.derived.copies: {sql: "select STATUS as s from {{ ref('order_facts') }}"}
  marketing.derived.filters: {sql: "select id from {{ ref('order_facts') }} where status = 'a'"}
  marketing.derived.others: {sql: "select id from {{ ref('order_facts') }}"}
  marketing.derived.gone: {sql: "select amount as a from {{ ref('order_facts') }}"}
"""


@pytest.mark.parametrize(
    ("column", "readers"),
    [
        ("status", Readers(("model.mesh.copies", "model.mesh.filters"))),
        ("id", Readers(("model.mesh.filters", "model.mesh.others"))),
        # What the product no longer has may still be read.
        ("amount", Readers((), ("model.mesh.gone",))),
        ("note", Readers()),
    ],
)
def test_who_reads_a_column(project: Project, column: str, readers: Readers) -> None:
    assert find_readers(project(PAGE), PRODUCT, column) == readers


def test_what_reads_the_whole_row_reads_it_and_what_cannot_be_traced_may(project: Project) -> None:
    more = """\
  marketing.derived.rows: {sql: "select to_json(o) as j from {{ ref('order_facts') }} as o"}
  marketing.derived.stone: {sql: "select from where {{ ref('order_facts') }} ((("}
"""
    readers = find_readers(project(PAGE + more), PRODUCT, "id")
    assert readers == Readers(
        ("model.mesh.filters", "model.mesh.others", "model.mesh.rows"), ("model.mesh.stone",)
    )


def test_of_a_product_that_no_model_stands_for_nothing_is_known(project: Project) -> None:
    assert find_readers(project(PAGE), "orders.product.other", "id") is None
