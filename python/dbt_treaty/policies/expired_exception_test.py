from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.expired_exception import judge

PAGE = """
exceptions:
  churn.yaml:
    policy: pii-unmasked
    scope: {model: churn}
    granted_by: "@x"
    granted_on: "2026-11-01"
    expires: "2027-01-31"
    reason: y
"""
MEND = "Mend what it excepts and remove it, or have it granted anew, with a new `granted_on`."


def finding(what: str, mend: str = MEND, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(
        policy="expired-exception",
        severity=severity,
        resource="",
        message=f"The exception churn, granted by @x, {what}.",
        help=mend,
        path="exceptions/churn.yaml",
        line=1,
    )


ENDS = "ends on 2027-01-31, in {}: from then on its findings are errors"


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (
            date(2026, 10, 31),
            [
                finding(
                    "was granted on 2026-11-01, a day that is yet to come",
                    "Write the day on which it was granted.",
                )
            ],
        ),
        (date(2026, 11, 1), []),
        (date(2027, 1, 16), []),
        (date(2027, 1, 17), [finding(ENDS.format("14 days"), severity=Severity.WARN)]),
        (date(2027, 1, 30), [finding(ENDS.format("1 day"), severity=Severity.WARN)]),
        (date(2027, 1, 31), [finding("ended on 2027-01-31, today")]),
        (date(2027, 2, 1), [finding("ended on 2027-01-31, 1 day ago")]),
    ],
)
def test_the_days_of_a_grant(project: Project, today: date, told: list[Finding]) -> None:
    assert list(judge(replace(project(PAGE), today=today), {})) == told


def test_one_that_cannot_be_read(project: Project) -> None:
    page = PAGE.replace("granted_by", "granted_from")
    assert [(f.severity, f.path, f.line, f.message) for f in judge(project(page), {})] == [
        (
            Severity.ERROR,
            "exceptions/churn.yaml",
            line,
            f"This exception can't be read, and excepts nothing: {what}.",
        )
        for line, what in (
            (1, 'the file lacks the key "granted_by"'),
            (4, 'unknown key "granted_from"'),
        )
    ]


def test_where_only_artifacts_are_there_are_none(project: Project) -> None:
    assert list(judge(replace(project(PAGE), workspace=None), {})) == []
