from __future__ import annotations

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

PAGE = """
models:
  customer.product.customer_dim:
    sql: select 'x' as a, 'y' as b, 'z' as c
    contract:
      schema:
        - {name: a, type: string, mask: redact}
        - {name: b, type: string, mask: tokenise}
        - {name: c, type: string, mask: rot13}
"""
CONTRACT = "contracts/customer.product.customer_dim.contract.yaml"
REST = (
    "Write an approved mask into the contract and apply it in the model, or have the platform team "
    "add this one to `policies: {unsupported-mask: {allowed: […]}}`."
)


def unsupported(column: str, mask: str, line: int, mend: str) -> Finding:
    return Finding(
        policy="unsupported-mask",
        severity=Severity.ERROR,
        resource="model.mesh.customer_dim.v1",
        message=f"The contract customer.product.customer_dim masks {column} with {mask}, which is "
        "not an approved mask (sha256, tokenize, redact).",
        help=mend,
        column=column,
        path=CONTRACT,
        line=line,
    )


def test_each_mask_is_held_against_the_approved_list(found: Found) -> None:
    assert found("unsupported-mask", PAGE) == [
        unsupported("b", "tokenise", 8, f'Did you mean "tokenize"? {REST}'),
        unsupported("c", "rot13", 9, REST),
    ]


def test_the_list_is_configured(found: Found) -> None:
    allowed = "configuration: {policies: {unsupported-mask: {allowed: [tokenise, rot13]}}}\n"

    assert [f.column for f in found("unsupported-mask", allowed + PAGE)] == ["a"]


def test_a_contract_that_is_not_synced_is_judged(found: Found) -> None:
    page = """
    contracts:
      customer.product.customer_dim:
        schema: [{name: a, type: string, mask: rot13}]
    """

    assert [(f.resource, f.column) for f in found("unsupported-mask", page)] == [("", "a")]
