from __future__ import annotations

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

BARE = """
models:
  orders.product.order_facts:
    sql: select 1 as order_id
"""


def finding(mend: str) -> Finding:
    return Finding(
        policy="missing-contract",
        severity=Severity.ERROR,
        resource="model.mesh.order_facts",
        message="The model order_facts is in the product tier, where other domains read it, and no "
        "contract says what it promises them.",
        help=mend,
        path="models/orders/product/order_facts.sql",
    )


def test_a_product_without_a_contract(found: Found) -> None:
    assert found("missing-contract", BARE) == [
        finding(
            "Write contracts/orders.product.order_facts.contract.yaml and run "
            "`dbt run-operation sync_contracts`, or move the model to the derived tier."
        )
    ]


def test_where_the_contract_is_there_the_mend_is_to_sync_it(found: Found) -> None:
    page = BARE + "contracts: {orders.product.order_facts: {schema: [{name: a, type: integer}]}}"

    assert found("missing-contract", page) == [
        finding(
            "contracts/orders.product.order_facts.contract.yaml promises it but is not synced: "
            "run `dbt run-operation sync_contracts`."
        )
    ]


def test_a_model_whose_generated_facts_are_lost_is_not_ours_to_tell(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: |
          {{ config(meta={"dbt_treaty": none}) }}
          select 1 as order_id
        contract: {schema: [{name: order_id, type: integer}]}
    """

    assert found("missing-contract", page) == []
