from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.conftest import Found, Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.sunset_version import judge
from dbt_treaty.subscriptions.conftest import TWO_MAJORS

NAME = "sunset-version"


def on(project: Project, day: date) -> list[Finding]:
    return sorted(
        judge(replace(project(TWO_MAJORS), today=day), {}), key=lambda finding: finding.resource
    )


def test_readers_of_the_old_major_and_only_they_are_warned_and_then_refused(
    project: Project,
) -> None:
    readers = ["guesses", "leads", "order_list"]
    for day, severity in (
        (date(2026, 12, 1), Severity.WARN),
        (date(2027, 3, 31), Severity.WARN),
        (date(2027, 4, 1), Severity.ERROR),
        (date(2030, 1, 1), Severity.ERROR),
    ):
        found = on(project, day)
        assert [f.resource.split(".")[-1] for f in found] == readers
        assert {f.severity for f in found} == {severity}


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (date(2027, 3, 1), "ends on 2027-03-31: 30 days are left"),
        (date(2027, 3, 30), "ends on 2027-03-31: 1 day is left"),
        (date(2027, 3, 31), "ends on 2027-03-31: today is its last day"),
        (date(2027, 4, 1), "had its last day on 2027-03-31"),
    ],
)
def test_the_days_that_are_left_and_what_to_do(project: Project, day: date, when: str) -> None:
    finding = on(project, day)[1]
    assert finding == Finding(
        policy=NAME,
        severity=Severity.ERROR if "had" in when else Severity.WARN,
        resource="model.mesh.leads",
        message="leads of the marketing domain reads orders.product.order_facts 2.4.0, "
        f"which {when}.",
        help="Read `{{ ref('order_facts', v=3) }}` and pin it to \"^3.0\". Migration notes: "
        "Rename amount.",
        path="models/marketing/derived/leads.sql",
        line=2,
    )


def test_an_own_reader_needs_no_pin(project: Project) -> None:
    assert on(project, date(2027, 3, 1))[2].help == (
        "Read `{{ ref('order_facts', v=3) }}`. Migration notes: Rename amount."
    )


SOURCE = """
configuration:
  domain: marketing
  consumers: [{{source: orders.product.order_facts, pin: "^2.1"}}]
sources:
  orders.product.order_facts:
    columns: {{order_id: []}}
    meta: {{dbt_treaty_override: {{version: "2.4.0", sunset_date: {day}}}}}
models:
  derived.leads: {{sql: "select order_id from {{{{ source('orders_product', 'order_facts') }}}}"}}
"""


@pytest.mark.parametrize(
    ("day", "severity", "says"),
    [
        (
            "2020-01-31",
            Severity.ERROR,
            "reads orders.product.order_facts 2.4.0, which had its last day on",
        ),
        ('"2999-01-31"', Severity.WARN, "which ends on 2999-01-31: "),
        ("soon", Severity.ERROR, "whose sunset_date is 'soon': on which day it ends is not known."),
    ],
)
def test_another_projects_product(found: Found, day: str, severity: Severity, says: str) -> None:
    (finding,) = found(NAME, SOURCE.format(day=day))
    assert finding.severity is severity
    assert says in finding.message
