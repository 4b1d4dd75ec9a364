from __future__ import annotations

import pytest
import yaml

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

PAGE = """
sources: {customer.raw.users: {columns: {email: [pii], city: []}}}
models:
  customer.product.customer_dim:
    sql: select sha256(email) as email, city from {{ source('customer_raw', 'users') }}
    contract:
      retention_days: null
      schema: [{name: email, type: string, tags: [pii], mask: sha256}, {name: city, type: string}]
"""
PATH = "contracts/customer.product.customer_dim.contract.yaml"


def of(found: Found, **contract: object) -> list[Finding]:
    page = yaml.safe_load(PAGE)
    page["models"]["customer.product.customer_dim"]["contract"].update(contract)
    return found("retention", yaml.safe_dump(page))


def finding(message: str, most: int = 730) -> Finding:
    return Finding(
        policy="retention",
        severity=Severity.ERROR,
        resource="model.mesh.customer_dim.v1",
        message=f"customer.product.customer_dim holds data about customers {message}",
        help=f"Write `retention_days: {most}` or less into {PATH}, and delete by it.",
        path=PATH,
        line=1,
    )


def test_a_column_that_is_tagged(found: Found) -> None:
    assert of(found) == [
        finding(
            "(its column email carries pii) and has no retention_days: nobody knows when they are "
            "to go."
        )
    ]


@pytest.mark.parametrize(("days", "is_refused"), [(730, False), (731, True), (1, False)])
def test_the_longest_there_may_be(found: Found, days: int, is_refused: bool) -> None:
    what = f"(its column email carries pii) and has a retention of {days} days: at most 730 are "
    assert of(found, retention_days=days) == [finding(f"{what}allowed.")] * is_refused


def test_a_contract_that_is_tagged_as_a_whole(found: Found) -> None:
    assert of(found, tags=["Customer_Data"], schema=[{"name": "city", "type": "string"}]) == [
        finding(
            "(it is tagged Customer_Data) and has no retention_days: nobody knows when they "
            "are to go."
        )
    ]


def test_a_tag_that_is_inherited_is_to_be_declared_first(found: Found) -> None:
    assert of(found, schema=[{"name": "email", "type": "string"}]) == []


def test_options(found: Found) -> None:
    page = yaml.safe_load(PAGE)
    page["configuration"] = {"policies": {"retention": {"tags": ["PII"], "most_days": 30}}}
    page["models"]["customer.product.customer_dim"]["contract"]["retention_days"] = 31
    what = "(its column email carries pii) and has a retention of 31 days: at most 30 are allowed."
    assert found("retention", yaml.safe_dump(page)) == [finding(what, most=30)]
    page["configuration"]["policies"]["retention"] = {"tags": ["health"]}
    del page["models"]["customer.product.customer_dim"]["contract"]["retention_days"]
    assert found("retention", yaml.safe_dump(page)) == []


def test_a_contract_that_is_not_synced_yet(found: Found) -> None:
    page = """
    contracts:
      customer.product.customer_dim:
        retention_days: null
        schema: [{name: email, type: string, tags: [PII], mask: sha256}]
    """
    assert [(f.resource, f.path) for f in found("retention", page)] == [("", PATH)]
