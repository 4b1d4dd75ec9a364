from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from dbt_treaty.conftest import Project
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.exceptions.model import Added, Exceptions
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.judge import judge

GRANT: dict[str, Any] = {
    "policy": "pii-unmasked",
    "scope": {"model": "customer_dim", "column": "email"},
    "granted_by": "@platform-compliance",
    "reason": "one-off churn analysis",
    "ticket": "PLAT-4411",
    "granted_on": "2026-11-01",
    "expires": "2027-01-15",
}
PAGE = """
sources: {customer.raw.users: {columns: {email: [PII]}}}
models:
  customer.product.customer_dim:
    sql: select email from {{ source('customer_raw', 'users') }}
    contract: {schema: [{name: email, type: string, tags: [PII]}]}
"""
DAY = date(2026, 11, 21)


def evidence(project: Project, grant: object, page: str = PAGE) -> Evidence:
    return project(page + yaml.safe_dump({"exceptions": {"churn.yaml": grant}}, sort_keys=False))


def said(told: Evidence, today: date = DAY) -> list[tuple[str, str, str | None]]:
    """Of each finding its policy, weight and exception."""
    found = judge(replace(told, today=today))
    return [(each.policy, each.severity.value, each.exception) for each in found]


def on_grant(told: Evidence, today: date = DAY) -> list[str]:
    found = judge(replace(told, today=today))
    return [f"{f.severity.value}: {f.message}" for f in found if f.policy == "expired-exception"]


TOLD = (
    "granted by @platform-compliance until 2027-01-15 (exceptions/churn.yaml:1): one-off churn "
    "analysis, PLAT-4411"
)
BARE = ("pii-unmasked", "error", None)


def test_the_whole_life_of_an_exception(project: Project) -> None:
    told = evidence(project, GRANT)
    who = "The exception churn, granted by @platform-compliance,"

    # The day before it is granted, nothing is excepted by it.
    before = date(2026, 10, 31)
    assert said(told, before) == [("expired-exception", "error", None), BARE]
    assert on_grant(told, before) == [
        f"error: {who} was granted on 2026-11-01, a day that is yet to come."
    ]
    # Granted: the finding is a warning that says who, until when and why.
    for today in (date(2026, 11, 1), DAY, date(2026, 12, 31)):
        assert said(told, today) == [("pii-unmasked", "warn", TOLD)]
    # Two weeks before its end both say so.
    soon = date(2027, 1, 1)
    louder = f"ONLY 14 DAYS LEFT: {TOLD}"
    assert said(told, soon) == [
        ("expired-exception", "warn", None),
        ("pii-unmasked", "warn", louder),
    ]
    assert on_grant(told, soon) == [
        f"warn: {who} ends on 2027-01-15, in 14 days: from then on its findings are errors."
    ]
    assert said(told, date(2027, 1, 14))[1][2] == f"ONLY 1 DAY LEFT: {TOLD}"
    # Its end: an error of its own, and the finding is one again.
    over = date(2027, 1, 15)
    assert said(told, over) == [("expired-exception", "error", None), BARE]
    assert on_grant(told, over) == [f"error: {who} ended on 2027-01-15, today."]
    assert on_grant(told, date(2027, 1, 17)) == [f"error: {who} ended on 2027-01-15, 2 days ago."]
    # Granted anew, and then mended: the grant that is left over is told.
    anew = evidence(project, {**GRANT, "granted_on": "2027-01-15", "expires": "2027-02-15"})
    assert [each[:2] for each in said(anew, over)] == [("pii-unmasked", "warn")]
    mended = evidence(project, {**GRANT}, PAGE.replace("tags: [PII]", "tags: [PII], mask: redact"))
    assert on_grant(mended) == [
        f"warn: {who} matches nothing: there is no finding of pii-unmasked that it covers."
    ]


def test_a_finding_keeps_all_that_it_says(project: Project) -> None:
    bare = judge(replace(project(PAGE), today=DAY))
    found = judge(replace(evidence(project, GRANT), today=DAY))
    assert found == (replace(bare[0], severity=Severity.WARN, exception=TOLD),)


@pytest.mark.parametrize(
    "scope",
    [
        {"model": "customer.product.customer_dim"},
        {"model": "customer_dim.v1"},
        {"model": "model.mesh.*"},
        {"model": ["nothing", "CUSTOMER_*"]},
        {"column": "e*"},
        {"domain": "customer"},
        {"path": "models/customer/**"},
        {"model": "*", "column": "*", "domain": "*", "path": "*"},
    ],
)
def test_what_a_scope_covers(project: Project, scope: dict[str, Any]) -> None:
    told = said(evidence(project, {**GRANT, "scope": scope}))
    assert [each[:2] for each in told] == [("pii-unmasked", "warn")]


@pytest.mark.parametrize(
    "scope",
    [
        {"model": "customer"},
        {"model": "customer_dim", "column": "phone"},
        {"model": "customer_dim", "domain": "marketing"},
        {"column": "email", "path": "contracts/*"},
        {"region": "*"},
    ],
)
def test_all_that_a_scope_names_has_to_fit(project: Project, scope: dict[str, Any]) -> None:
    told = said(evidence(project, {**GRANT, "scope": scope}))
    assert told == [("expired-exception", "warn", None), BARE]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            {"expires": "2027-01-31"},
            "excepts nothing, because it is too long: pii-unmasked may be excepted for 90 days, "
            "and from 2026-11-01 to 2027-01-31 there are 91.",
        ),
        (
            {"granted_on": None, "expires": "2126-01-31"},
            "excepts nothing, because it is too long: pii-unmasked may be excepted for 90 days, "
            "and from 2026-11-21 to 2126-01-31 there are 36230.",
        ),
        ({"policy": "pii-unmaskd"}, "excepts nothing: there is no policy 'pii-unmaskd'."),
        (
            {"policy": "stale-properties"},
            "excepts nothing: stale-properties can't be excepted.",
        ),
        (
            {"policy": "expired-exception"},
            "excepts nothing: expired-exception can't be excepted.",
        ),
        ({"scope": None}, "excepts nothing, because it does not say what it is for."),
        (
            {"policy": None},
            "excepts nothing, because neither it nor its name says of which policy it is.",
        ),
        ({"expires": "2025-11-21"}, "ended on 2025-11-21, 365 days ago."),
    ],
)
def test_a_grant_that_does_not_hold_is_no_pass(
    project: Project, change: dict[str, Any], what: str
) -> None:
    grant = {key: value for key, value in {**GRANT, **change}.items() if value is not None}
    told = evidence(project, grant)
    assert said(told) == [("expired-exception", "error", None), BARE]
    assert on_grant(told) == [
        f"error: The exception churn, granted by @platform-compliance, {what}"
    ]


def test_the_policy_that_was_meant_is_named(project: Project) -> None:
    (found,) = (
        finding
        for finding in judge(evidence(project, {**GRANT, "policy": "pii-unmaskd"}))
        if finding.policy == "expired-exception"
    )
    assert found.help.startswith('Did you mean "pii-unmasked"? Allowed: contract-mismatch, ')


def test_a_date_of_another_form_is_an_error_with_its_line(project: Project) -> None:
    found = judge(evidence(project, {**GRANT, "expires": "15.01.2027"}))
    assert found[0] == Finding(
        "expired-exception",
        Severity.ERROR,
        "",
        'This exception can\'t be read, and excepts nothing: expires: "15.01.2027" wants a date '
        '("2027-01-31") or a moment of RFC 3339 ("2027-01-31T12:00:00Z").',
        "",
        path="exceptions/churn.yaml",
        line=9,
    )
    assert found[1].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("added", "text"),
    [
        (None, ""),
        (Added(), "; not committed yet"),
        (Added("Ada", date(2026, 11, 2)), "; added by Ada on 2026-11-02"),
    ],
)
def test_who_added_it_is_told(project: Project, added: Added | None, text: str) -> None:
    told = evidence(project, GRANT)
    assert told.workspace is not None
    grants = tuple(replace(each, added=added) for each in told.workspace.exceptions.grants)
    workspace = replace(told.workspace, exceptions=Exceptions(grants))
    told = replace(told, workspace=workspace)
    assert said(told) == [("pii-unmasked", "warn", f"{TOLD}{text}")]


def test_a_region_is_excepted_by_the_name_of_the_grant(project: Project) -> None:
    page = """
configuration: {compute_region: us-east-1}
sources:
  customer.raw.users: {columns: {city: ["region:EU"]}}
  customer.raw.shops: {columns: {city: ["region:CH"]}}
models:
  customer.derived.a: {sql: "select count(*) as n from {{ source('customer_raw', 'users') }}"}
  customer.derived.b: {sql: "select count(*) as n from {{ source('customer_raw', 'shops') }}"}
"""
    grant = {"granted_by": "@x", "expires": "2027-01-31T00:00:00Z", "reason": "y"}
    told = said(evidence(project, {"cross_region_eu": grant}, page))
    text = "granted by @x until 2027-01-31 (exceptions/churn.yaml:1): y"
    assert told == [("cross-region", "warn", text), ("cross-region", "error", None)]


def test_of_two_grants_the_one_that_lasts_is_told(project: Project) -> None:
    short = {**GRANT, "expires": "2027-01-01"}
    told = said(evidence(project, {"short": short, "long": GRANT}))
    assert [each[:2] for each in told] == [("pii-unmasked", "warn")]
    assert told[0][2] is not None
    assert "until 2027-01-15" in told[0][2]


def test_a_broken_policy_is_not_excepted(project: Project) -> None:
    def explode(*_: object) -> list[Finding]:
        raise ValueError("no")

    grant = {**GRANT, "scope": {"path": "*"}}
    policies = [replace(each, judge=explode) for each in POLICIES if each.name == "pii-unmasked"]
    found = judge(replace(evidence(project, grant), today=DAY), policies)
    assert [(f.policy, f.severity.value) for f in found] == [
        ("pii-unmasked", "error"),
        ("expired-exception", "warn"),
    ]


def test_the_weight_of_what_is_said_of_grants_is_set_as_any(project: Project) -> None:
    off = "configuration: {policies: {expired-exception: off}}\n"
    told = evidence(project, {**GRANT, "expires": "2126-01-01"}, off + PAGE)
    assert said(told) == [BARE]
    warn = "configuration: {policies: {expired-exception: warn}}\n"
    told = evidence(project, {**GRANT, "expires": "2126-01-01"}, warn + PAGE)
    assert said(told) == [("expired-exception", "warn", None), BARE]
