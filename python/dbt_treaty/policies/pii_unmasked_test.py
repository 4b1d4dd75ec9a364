from __future__ import annotations

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

MODEL = "models/customer/product/customer_dim.sql"
CONTRACT = "contracts/customer.product.customer_dim.contract.yaml"
SOURCE = "sources: {customer.raw.users: {columns: {id: [], email: [PII]}}}\n"


def test_a_finding_shows_the_trail_from_the_tag_to_the_column(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.derived.users_clean:
    sql: select id, lower(email) as email_lower from {{ source('customer_raw', 'users') }}
    columns: {email_lower: [PII]}
  customer.product.customer_dim:
    sql: |
      select
        id,
        email_lower as email
      from {{ ref('users_clean') }}
    contract: {schema: [{name: id, type: integer}, {name: email, type: string, tags: [PII]}]}
"""
    )

    assert found("pii-unmasked", page) == [
        Finding(
            policy="pii-unmasked",
            severity=Severity.ERROR,
            resource="model.mesh.customer_dim.v1",
            message="customer_dim.email brings PII into the product tier, where other domains read "
            "it, and its contract promises no mask.",
            help=f"Give email a `mask:` in {CONTRACT}:8 and apply it in the model: "
            "`{{ dbt_treaty.mask('email_lower', 'tokenize') }}`, or leave the column out.",
            column="email",
            path=MODEL,
            line=3,
            trail=(
                "source.mesh.customer_raw.users.email",
                "model.mesh.users_clean.email_lower",
                "model.mesh.customer_dim.v1.email",
            ),
        )
    ]


def test_a_column_that_is_personal_by_its_own_word_is_its_own_trail(found: Found) -> None:
    page = """
    models:
      customer.product.customer_dim:
        sql: select 'x' as email
        contract: {schema: [{name: email, type: string, tags: [PII]}]}
    """

    assert [f.trail for f in found("pii-unmasked", page)] == [("model.mesh.customer_dim.v1.email",)]


def test_a_promise_about_a_column_that_is_not_there_is_judged_too(found: Found) -> None:
    page = """
    models:
      customer.product.customer_dim:
        sql: select 1 as id
        contract: {schema: [{name: id, type: integer}, {name: email, type: string, tags: [PII]}]}
    """

    places = [(f.column, f.path, f.line) for f in found("pii-unmasked", page)]

    assert places == [("email", CONTRACT, 8)]


def test_a_column_the_contract_does_not_know(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.product.customer_dim:
    sql: select id, email from {{ source('customer_raw', 'users') }}
    contract: {schema: [{name: id, type: integer}]}
"""
    )

    assert [(f.message, f.help) for f in found("pii-unmasked", page)] == [
        (
            "customer_dim.email brings PII into the product tier, where other domains read it, and "
            "its contract does not know it.",
            f"Add the column to {CONTRACT} with `tags: [PII]` and a `mask:` and apply it in the "
            "model: `{{ dbt_treaty.mask('email', 'tokenize') }}`, or leave the column out.",
        )
    ]


def test_where_a_mask_is_applied_only_the_promise_is_missing(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.product.customer_dim:
    sql: select sha256(email) as email from {{ source('customer_raw', 'users') }}
"""
    )

    assert [(f.message, f.help) for f in found("pii-unmasked", page)] == [
        (
            "customer_dim.email brings PII into the product tier, where other domains read it, and "
            "there is no contract that could promise a mask.",
            "Write a contract that gives the column `tags: [PII]` and a `mask:` (its value already "
            "passes one), or leave the column out.",
        )
    ]


def test_the_tags_that_need_a_mask_are_configured(found: Found) -> None:
    page = """
    configuration: {policies: {pii-unmasked: {tags: [Health]}}}
    models:
      customer.product.customer_dim:
        sql: select 'x' as email, 'y' as diagnosis
        contract:
          schema:
            - {name: email, type: string, tags: [PII]}
            - {name: diagnosis, type: string, tags: [health]}
    """

    assert [f.column for f in found("pii-unmasked", page)] == ["diagnosis"]


def test_the_platforms_curated_tier_is_public_and_nobody_elses_is(found: Found) -> None:
    page = """
    seeds:
      platform.curated.people: {columns: {name: [PII]}}
      customer.curated.friends: {columns: {name: [PII]}}
    """

    assert [f.resource for f in found("pii-unmasked", page)] == ["seed.mesh.people"]


def test_a_source_is_its_owners_to_mask(found: Found) -> None:
    page = "sources: {customer.product.users: {columns: {email: [PII]}}}"

    assert found("pii-unmasked", page) == []


def test_a_tag_that_only_a_guess_leads_to_is_left_to_unknown_lineage(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.derived.scored:
    language: python
    sql: "def model(dbt, session): ..."
    reads: [source.mesh.customer_raw.users]
  customer.product.customer_dim:
    sql: select score from {{ ref('scored') }}
    contract: {schema: [{name: score, type: double}]}
"""
    )

    assert found("pii-unmasked", page) == []
    assert found("undeclared-tag", page) == []
    assert [f.resource for f in found("unknown-lineage", page)] == ["model.mesh.customer_dim.v1"]
