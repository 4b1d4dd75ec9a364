from __future__ import annotations

import pytest

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

PAGE = """
sources: {{customer.raw.users: {{columns: {{email: [{tag}], other: []}}}}}}
models:
  customer.product.customer_dim:
    sql: |
      select
        {value} as email
      from {{{{ source('customer_raw', 'users') }}}}
    contract: {{schema: [{{name: email, type: string, tags: [PII], mask: {mask}}}]}}
"""
CONTRACT = "contracts/customer.product.customer_dim.contract.yaml"


@pytest.mark.parametrize(
    ("value", "applied"),
    [
        ("sha256(email)", True),
        ("upper(sha256(trim(email)))", True),
        ("{{ dbt_treaty.mask('email', 'redact') }}", True),
        ("sha256(email) || sha256(other)", True),
        ("'constant'", True),
        ("cast(count(email) as varchar)", True),
        ("email", False),
        ("lower(email)", False),
        ("coalesce(sha256(email), email)", False),
        ("case when other = 'x' then email else sha256(email) end", False),
        ("sha256(email) || email", False),
        ("max(email)", False),
    ],
)
@pytest.mark.parametrize("tag", ["PII", ""])
def test_every_way_must_pass_a_mask(found: Found, value: str, applied: bool, tag: str) -> None:
    page = PAGE.format(tag=tag, value=value, mask="tokenize")

    columns = [finding.column for finding in found("mask-not-applied", page)]

    assert columns == ([] if applied else ["email"])


def not_applied(message: str) -> Finding:
    return Finding(
        policy="mask-not-applied",
        severity=Severity.ERROR,
        resource="model.mesh.customer_dim.v1",
        message=message,
        help="Apply the mask on this way: `{{ dbt_treaty.mask('email', 'tokenize') }}`. If the "
        f"value needs none, take `mask: tokenize` out of {CONTRACT}:7.",
        column="email",
        path="models/customer/product/customer_dim.sql",
        line=2,
        trail=("source.mesh.customer_raw.users.email", "model.mesh.customer_dim.v1.email"),
    )


def test_a_tag_that_comes_bare(found: Found) -> None:
    page = PAGE.format(tag="PII", value="email", mask="tokenize")

    assert found("mask-not-applied", page) == [
        not_applied(
            "The contract masks customer_dim.email with tokenize, and PII reaches it on a way on "
            "which no approved mask stands."
        )
    ]


def test_a_value_that_nobody_tagged(found: Found) -> None:
    page = PAGE.format(tag="", value="email", mask="tokenize")

    assert found("mask-not-applied", page) == [
        not_applied(
            "The contract masks customer_dim.email with tokenize, and its value comes on a way on "
            "which no approved mask stands."
        )
    ]


def test_a_column_that_is_not_there_is_left_to_contract_mismatch(found: Found) -> None:
    page = """
    models:
      customer.product.customer_dim:
        sql: select 1 as id
        contract:
          schema: [{name: id, type: integer}, {name: email, type: string, mask: redact}]
    """

    assert found("mask-not-applied", page) == []


def test_a_column_that_cannot_be_traced_is_left_to_unknown_lineage(found: Found) -> None:
    page = """
    sources: {customer.raw.users: {}}
    models:
      customer.product.customer_dim:
        sql: select * from {{ source('customer_raw', 'users') }}
        contract: {schema: [{name: email, type: string, tags: [PII], mask: redact}]}
    """

    assert found("mask-not-applied", page) == []
    assert len(found("unknown-lineage", page)) == 1


LOST = """
sources: {{customer.raw.users: {{columns: {{email: []}}}}}}
models:
  customer.derived.scored:
    language: python
    sql: "def model(dbt, session): ..."
    reads: [source.mesh.customer_raw.users]
  customer.{tier}.dim:
    sql: select score as email from {{{{ ref('scored') }}}}
    contract: {{schema: [{{name: email, type: string, mask: redact}}]}}
"""


def test_where_unknown_lineage_is_silent_a_guess_is_told(found: Found) -> None:
    """In a private tier nothing else would say that the mask may be missing."""
    page = LOST.format(tier="derived")

    assert found("unknown-lineage", page) == []
    assert [f.column for f in found("mask-not-applied", page)] == ["email"]


def test_where_unknown_lineage_speaks_a_guess_is_told_once(found: Found) -> None:
    page = LOST.format(tier="product")

    assert found("mask-not-applied", page) == []
    assert [f.column for f in found("unknown-lineage", page)] == ["email"]
