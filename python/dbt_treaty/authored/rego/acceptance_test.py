"""Four policies of a mesh, word for word as others wrote them, and in words of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.authored.rego.conftest import Judge
from dbt_treaty.authored.rego.documents import Documents
from dbt_treaty.authored.rego.question import Question, Unit
from dbt_treaty.clock import TODAY_VARIABLE
from dbt_treaty.conftest import Project
from dbt_treaty.findings import Finding

OURS = Path(__file__).with_name("fixtures")
SHARED = Path(__file__).parents[4].parent / "shared" / "acceptance"
Files = Callable[[str], dict[str, str]]


@pytest.fixture(params=["ours", "shared"])
def policy(request: pytest.FixtureRequest) -> Files:
    folder = OURS if request.param == "ours" else SHARED / "rego"
    if not folder.is_dir():
        pytest.skip(f"the acceptance files are not here: {folder}")
    return lambda name: {f"{name}.rego": (folder / f"{name}.rego").read_text(encoding="utf-8")}


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TODAY_VARIABLE, "2026-11-21")


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str | None, str, str]]:
    return [(f.severity.value, f.resource, f.column, f.path, f.message) for f in findings]


BOUNDED = """
configuration: {policy_paths: [policies], relations: ["{domain}.{tier}"]}
sources:
  customer.raw.users: {columns: {id: []}}
models:
  customer.derived.users_clean: {sql: "select id from {{ source('customer_raw', 'users') }}"}
  customer.product.customer_dim: {sql: "select id from {{ ref('users_clean') }}"}
  platform.curated.calendar: {sql: "select 1 as id"}
  marketing.derived.leads:
    sql: "select id from {{ ref('customer_dim') }} join {{ ref('calendar') }} using (id)"
  marketing.derived.spy: {sql: "select count(*) as n from {{ ref('users_clean') }}"}
"""


def test_only_products_of_other_domains_are_read(judge_by: Judge, policy: Files) -> None:
    report = judge_by(policy("bounded_context"), BOUNDED)

    assert told(report.findings) == [
        (
            "error",
            "model.mesh.spy",
            None,
            "models/marketing/derived/spy.sql",
            "pipeline spy (domain=marketing) reads customer.derived.users_clean — only the product "
            "tier of another domain is consumable",
        )
    ]


REGION = """
configuration: {domain: churn, policy_paths: [policies], compute_region: %s}
models:
  churn.derived.eu_users: {sql: "{{ config(tags=['region:EU']) }} select 1 as id"}
  churn.derived.others: {sql: select 1 as id}
  churn.derived.churned:
    sql: "select count(*) as n from {{ ref('eu_users') }}, {{ ref('others') }}"
"""
GRANT = """
exceptions:
  cross_region_eu.exception.yaml:
    cross_region_eu:
      granted_by: "@platform-compliance"
      expires: "%s"
      reason: one-off churn analysis
"""
AWAY = (
    "pipeline churned in us-east-1 reads EU-resident churn.derived.eu_users — request exception "
    "via /platform-exceptions"
)
STANDS = "mesh.cross-region allows: cross-region exception in effect until 2027-01-31T00:00:00Z"


@pytest.mark.parametrize(
    ("page", "messages", "allowed"),
    [
        (REGION % "us-east-1", [AWAY], []),
        (REGION % "eu-west-1", [], []),
        (REGION % "us-east-1" + GRANT % "2027-01-31T00:00:00Z", [], [STANDS]),
        (REGION % "us-east-1" + GRANT % "2025-11-21T00:00:00Z", [AWAY], []),
        (REGION % "us-east-1" + GRANT % "2027-11-21T00:00:00Z", [AWAY], []),  # too long
    ],
    ids=["away", "at home", "granted", "expired", "for too long"],
)
def test_data_of_the_eu_stay_there(
    judge_by: Judge, policy: Files, page: str, messages: list[str], allowed: list[str]
) -> None:
    report = judge_by(policy("cross_region"), page)

    assert [finding.message for finding in report.findings] == messages
    assert [note for note in report.notes if "allows" in note] == allowed


PII = """
configuration: {domain: customer, policy_paths: [policies]}
models:
  customer.product.customer_dim:
    sql: select 1 as id, 'x' as email, 'y' as phone, 'z' as tax_number
    contract:
      schema:
        - {name: id, type: integer}
        - {name: email, type: string, tags: [PII], mask: tokenize}
        - {name: phone, type: string, tags: [PII]}
        - {name: tax_number, type: string, tags: [PII], mask: rot13}
  customer.derived.users_clean:
    sql: select 'x' as email
    columns: {email: [PII]}
"""


def test_personal_data_is_masked_by_an_approved_method(judge_by: Judge, policy: Files) -> None:
    report = judge_by(policy("pii_masking"), PII)

    path = "models/customer/product/customer_dim.sql"
    assert told(report.findings) == [
        (
            "error",
            "model.mesh.customer_dim.v1",
            None,
            path,
            "column phone is tagged PII but has no `mask:` directive (allowed: sha256 | tokenize | "
            "redact)",
        ),
        (
            "error",
            "model.mesh.customer_dim.v1",
            None,
            path,
            "column tax_number uses unsupported masking method rot13",
        ),
    ]


LINEAGE = """
configuration: {policy_paths: [policies], relations: ["{domain}.{tier}"]}
sources:
  customer.raw.users: {columns: {id: [], email: [PII]}}
models:
  customer.derived.users_clean:
    sql: select id, lower(email) as email_lower from {{ source('customer_raw', 'users') }}
  customer.product.customer_dim:
    sql: select id, sha256(email_lower) as email_hash from {{ ref('users_clean') }}
  marketing.derived.lead_attribution:
    sql: select id as lead_id, email_hash as hashed_lead_email from {{ ref('customer_dim') }}
  marketing.product.campaign_lead_stats:
    sql: >
      select lead_id, count(distinct hashed_lead_email) as unique_hashed_emails
      from {{ ref('lead_attribution') }} group by lead_id
"""


def test_a_clean_column_beside_a_tainted_one(judge_by: Judge, policy: Files) -> None:
    report = judge_by(policy("tag_inheritance"), LINEAGE)

    message = "column {} inherits PII tag from upstream but does not declare it"
    origin = "source.mesh.customer_raw.users.email"
    lower, hashed = "model.mesh.users_clean.email_lower", "model.mesh.customer_dim.email_hash"
    assert [(f.resource, f.column, f.message, f.line, f.trail) for f in report.findings] == [
        (
            "model.mesh.users_clean",
            "email_lower",
            message.format("email_lower"),
            1,
            (origin, lower),
        ),
        (
            "model.mesh.customer_dim",
            "email_hash",
            message.format("email_hash"),
            1,
            (origin, lower, hashed),
        ),
        (
            "model.mesh.lead_attribution",
            "hashed_lead_email",
            message.format("hashed_lead_email"),
            1,
            (origin, lower, hashed, "model.mesh.lead_attribution.hashed_lead_email"),
        ),
    ]


def test_what_is_declared_is_no_finding(judge_by: Judge, policy: Files) -> None:
    declared = LINEAGE
    for model, column in (
        ("customer.derived.users_clean", "email_lower"),
        ("customer.product.customer_dim", "email_hash"),
        ("marketing.derived.lead_attribution", "hashed_lead_email"),
    ):
        declared = declared.replace(f"{model}:\n", f"{model}:\n    columns: {{{column}: [PII]}}\n")

    assert judge_by(policy("tag_inheritance"), declared).findings == ()


def test_the_worked_lineage_has_the_tags_its_comments_expect(project: Project) -> None:
    """A count strips the tag; a hash is still personal data."""
    evidence = project(LINEAGE)
    assert evidence.today == date(2026, 11, 21)

    found: dict[str, Any] = {}
    for case, document in Documents(evidence).of(Question(Unit.COLUMN, ("ancestors",))):
        assert case.resource is not None and case.column is not None
        name = f"{case.resource.domain}.{case.resource.tier}.{case.resource.name}"
        (ancestors,) = document["ancestors"].values()
        tags = {tag for each in ancestors for tag in each["tags"]}
        found[f"{name}.{case.column.ref.column}"] = sorted(tags)

    assert found == {
        "customer.derived.users_clean.id": [],
        "customer.derived.users_clean.email_lower": ["PII"],
        "customer.product.customer_dim.id": [],
        "customer.product.customer_dim.email_hash": ["PII"],
        "marketing.derived.lead_attribution.lead_id": [],
        "marketing.derived.lead_attribution.hashed_lead_email": ["PII"],
        "marketing.product.campaign_lead_stats.lead_id": [],
        "marketing.product.campaign_lead_stats.unique_hashed_emails": [],
    }
