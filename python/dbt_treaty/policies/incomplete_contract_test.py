from __future__ import annotations

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

HELP = (
    "Write what is missing into the contract (`dbt-treaty schema contract` prints what each part "
    "may hold), then run `dbt run-operation sync_contracts`."
)


def test_one_finding_tells_every_gap_of_a_contract(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: select 1 as order_id
        contract:
          sla: null
          owner: {team: "@orders-team"}
          semantics: {grain: TBD}
          schema: [{name: order_id, type: integer, description: TODO}]
    """

    assert found("incomplete-contract", page) == [
        Finding(
            policy="incomplete-contract",
            severity=Severity.ERROR,
            resource="model.mesh.order_facts.v1",
            message="The contract orders.product.order_facts is not whole: `owner.on_call` is "
            "missing, `sla` is missing, `schema.order_id.description` is still a TODO and "
            "`semantics.grain` is still a TODO. It may not stand in the product tier like this.",
            help=HELP,
            path="contracts/orders.product.order_facts.contract.yaml",
            line=1,
        )
    ]


def test_a_draft_of_a_private_tier_is_a_warning(found: Found) -> None:
    page = """
    models:
      orders.derived.order_facts:
        sql: select 1 as order_id
        contract:
          sla: null
          schema: [{name: order_id, type: integer}]
    """

    assert found("incomplete-contract", page) == [
        Finding(
            policy="incomplete-contract",
            severity=Severity.WARN,
            resource="model.mesh.order_facts.v1",
            message="The contract orders.derived.order_facts is not whole: `sla` is missing. It "
            "may be a draft in the derived tier, and not in the product tier.",
            help=HELP,
            path="contracts/orders.derived.order_facts.contract.yaml",
            line=1,
        )
    ]


def test_the_file_speaks_for_the_synced_copy(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: select 1 as order_id
        contract:
          sla: null
          schema: [{name: order_id, type: integer}]
        contract_on_disk:
          sla: {freshness: 1d}
          semantics: null
    """

    messages = [finding.message for finding in found("incomplete-contract", page)]

    assert messages == [
        "The contract orders.product.order_facts is not whole: `semantics` is missing. "
        "It may not stand in the product tier like this."
    ]


def test_a_synced_copy_speaks_for_itself_where_its_file_is_of_another_version(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: select 1 as order_id
        contract:
          sla: null
          schema: [{name: order_id, type: integer}]
        contract_on_disk:
          version: "1.1.0"
          sla: {freshness: 1d}
    """

    assert [f.resource for f in found("incomplete-contract", page)] == ["model.mesh.order_facts.v1"]
