"""Marks are met by evidence, and what can't be seen is not met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.findings import Report
from dbt_treaty.judging.judge import judge
from dbt_treaty.scorecard.code_owners import parse_code_owners
from dbt_treaty.scorecard.model import Audit, DomainAudit
from dbt_treaty.scorecard.score import audit
from dbt_treaty.scorecard.surroundings import Surroundings

PAGE = """
configuration:
  consumers: [{source: orders.product.order_facts, pin: "^1.0", domain: marketing}]
sources: {orders.raw.events: {columns: {order_id: []}}}
models:
  orders.product.order_facts:
    sql: select order_id from {{ source('orders_raw', 'events') }}
    contract:
      version: 1.0.0
      owner: {team: "@orders", on_call: orders-pager}
      schema: [{name: order_id, type: string}]
      sla: {freshness: 1d}
      semantics: {order_id: Identifies an order.}
  marketing.derived.order_count:
    sql: select count(order_id) as orders from {{ ref('order_facts') }}
"""
OWNED = parse_code_owners("CODEOWNERS", "/mesh/models/orders/ @orders\n/mesh/contracts/ @orders\n")


@pytest.fixture
def around() -> Surroundings:
    """The project lies in the folder mesh/ of a repository with CI and a short history."""
    return Surroundings(
        "mesh/",
        OWNED,
        (".github/workflows/build.yml",),
        {
            "models/orders/product/order_facts.sql": date(2026, 11, 1),
            "contracts/orders.product.order_facts.contract.yaml": date(2026, 11, 10),
        },
    )


def audited(project: Project, around: Surroundings, page: str = PAGE) -> Audit:
    evidence = project(page)
    report = Report(judge(evidence), evidence.graph.coverage)
    return audit(evidence, report, around)


def of(told: Audit, domain: str) -> DomainAudit:
    return next(each for each in told.domains if each.domain == domain)


def seen(told: Audit, domain: str) -> dict[str, tuple[bool, str]]:
    return {mark.key: (mark.met, mark.seen) for mark in of(told, domain).marks}


def test_every_mark_with_what_was_seen(project: Project, around: Surroundings) -> None:
    told = audited(project, around)

    assert seen(told, "orders") == {
        "code-owners": (True, "CODEOWNERS covers 2 files"),
        "on-call": (True, "in 1 contract"),
        "borders": (True, "unknown-owner, tier-boundary, hard-coded-reference found nothing"),
        "contracts": (
            True,
            "missing-contract, incomplete-contract, contract-mismatch found nothing",
        ),
        "versions": (True, "semver-bump, missing-deprecation found nothing"),
        "consumers": (True, "marketing"),
        "ci": (True, ".github/workflows/build.yml"),
        "onboarding": (True, "after 9 days"),
        "generated": (True, "stale-properties, contract-overridden found nothing"),
        "policies": (True, "no finding that refuses"),
        "tags": (
            True,
            "undeclared-tag, pii-unmasked, unsupported-mask, mask-not-applied found nothing",
        ),
        "lineage": (True, "1 of 1 column"),
    }
    assert seen(told, "marketing") == {
        "code-owners": (
            False,
            "CODEOWNERS leaves 1 file without an owner, such as "
            "models/marketing/derived/order_count.sql",
        ),
        "on-call": (False, "it has no contract"),
        "borders": (True, "unknown-owner, tier-boundary, hard-coded-reference found nothing"),
        "contracts": (False, "it publishes nothing"),
        "versions": (False, "it publishes nothing"),
        "consumers": (False, "nobody in this project's manifest"),
        "ci": (True, ".github/workflows/build.yml"),
        "onboarding": (False, "no contract of it is committed"),
        "generated": (False, "nothing of it is synced"),
        "policies": (True, "no finding that refuses"),
        "tags": (
            True,
            "undeclared-tag, pii-unmasked, unsupported-mask, mask-not-applied found nothing",
        ),
        "lineage": (True, "1 of 1 column"),
    }
    assert (told.lighthouse, of(told, "orders").consumers) == ("orders", ("marketing",))
    assert told.next is not None
    assert (told.next.mark.principle, told.next.mark.key) == ("data as a product", "contracts")
    assert told.next.domains == ("marketing",)


def test_what_can_not_be_seen_is_not_met(project: Project) -> None:
    told = seen(audited(project, Surroundings(undated="nothing is committed yet")), "orders")

    assert told["code-owners"] == (False, "there is no CODEOWNERS")
    assert told["ci"] == (False, "no CI file that runs `dbt build` or `dbt-treaty check`")
    assert told["onboarding"] == (False, "nothing is committed yet")


def test_a_policy_that_is_off_proves_nothing(project: Project, around: Surroundings) -> None:
    page = PAGE.replace("configuration:", "configuration:\n  policies: {tier-boundary: 'off'}")
    told = seen(audited(project, around, page), "orders")

    what = "nobody knows: tier-boundary does not judge all of it"
    assert told["borders"] == (False, what)


def test_what_breaks_a_rule_costs_its_marks(project: Project, around: Surroundings) -> None:
    page = PAGE.replace("{order_id: []}", "{order_id: [PII]}").replace(
        ', pin: "^1.0"', ', pin: "^2.0"'
    )
    told = seen(audited(project, around, page), "orders")

    assert told["tags"] == (False, "2 findings of pii-unmasked, undeclared-tag")
    assert told["policies"] == (False, "2 findings")


def test_late_and_lost(project: Project, around: Surroundings) -> None:
    late = {
        **around.added,
        "contracts/orders.product.order_facts.contract.yaml": date(2026, 11, 16),
    }
    page = PAGE.replace("select order_id from", "select f(order_id as order_id from")
    told = seen(audited(project, replace(around, added=late), page), "orders")

    assert told["onboarding"] == (False, "after 15 days")
    assert told["lineage"][0] is False


def test_nobody_lights_the_way_who_publishes_nothing(
    project: Project, around: Surroundings
) -> None:
    page = "models: {orders.derived.a: {sql: select 1 as x}}"
    assert audited(project, around, page).lighthouse is None
