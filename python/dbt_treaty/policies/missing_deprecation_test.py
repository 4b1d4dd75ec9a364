from __future__ import annotations

from dataclasses import replace
from datetime import date

from dbt_treaty.conftest import Found, Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.missing_deprecation import judge
from dbt_treaty.project.baseline import Announcement

PRODUCT = "orders.product.order_facts"
PAGE = """
models:
  {name}:
    sql: select 1 as order_id
    contract:
      version: "3.0.0"
      schema: [{{name: order_id, type: integer}}]
      deprecation: {block}
baseline:
  {name}:
    version: "2.1.0"
    schema: [{{name: order_id, type: integer}}]
"""
SHORT = '{sunset_date: "2026-12-31", announced: "2026-12-01"}'


def page(block: str = SHORT, name: str = PRODUCT) -> str:
    return PAGE.format(block=block, name=name)


def test_too_short_a_window(found: Found) -> None:
    assert found("missing-deprecation", page()) == [
        Finding(
            "missing-deprecation",
            Severity.ERROR,
            "model.mesh.order_facts.v3",
            f"{PRODUCT} 3.0.0 is a new major after 2.1.0. Announced on 2026-12-01, the old one "
            "ends on 2026-12-31: that is 30 days, and 90 are asked for.",
            'Write a sunset_date of "2027-03-01" or later.',
            path=f"contracts/{PRODUCT}.contract.yaml",
            line=1,
        )
    ]


def test_the_platform_team_sets_the_days(found: Found) -> None:
    setting = "configuration: {policies: {missing-deprecation: {days: 30}}}\n"
    assert found("missing-deprecation", page() + setting) == []


def test_a_private_tier_is_warned(found: Found) -> None:
    told = found("missing-deprecation", page(name="orders.derived.order_facts"))
    assert [finding.severity for finding in told] == [Severity.WARN]


def test_the_day_of_the_commit_counts_where_the_contract_gives_none(project: Project) -> None:
    evidence = replace(project(page('{sunset_date: "2026-12-31"}')), today=date(2026, 11, 1))
    assert evidence.workspace is not None

    def days(announcement: Announcement) -> int:
        announced = {(PRODUCT, 3): announcement}
        workspace = replace(evidence.workspace, announced=announced)  # type: ignore[type-var]
        return len(list(judge(replace(evidence, workspace=workspace), {"days": 90})))

    assert days(Announcement(date(2026, 10, 2))) == 0
    assert days(Announcement(date(2026, 10, 3))) == 1
    assert days(Announcement(None, is_pending=True)) == 1  # today
    assert days(Announcement(None, "a shallow clone")) == 1


def test_without_a_project_folder_there_is_nothing_to_judge(project: Project) -> None:
    assert list(judge(replace(project(page()), workspace=None), {"days": 90})) == []
