from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.conftest import Found, Project
from dbt_treaty.errors import Place, Problem
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.semver_bump import judge

PRODUCT = "orders.product.order_facts"
CONTRACT = f"contracts/{PRODUCT}.contract.yaml"
PAGE = """
models:
  {name}:
    sql: select 1 as order_id
    contract:
      version: "{after}"
      schema: [{{name: order_id, type: integer{more}}}]
baseline:
  {name}:
    version: "{before}"
    schema: [{{name: order_id, type: integer}}, {{name: note, type: string}}]
"""
LISTS = "`dbt-treaty diff` lists every change."


def page(before: str, after: str, name: str = PRODUCT, more: str = "") -> str:
    return PAGE.format(before=before, after=after, name=name, more=more)


def finding(message: str, mend: str, **other: object) -> Finding:
    told = Finding(
        "semver-bump",
        Severity.ERROR,
        "model.mesh.order_facts.v2",
        message,
        mend,
        path=CONTRACT,
        line=1,
    )
    return replace(told, **other)  # type: ignore[arg-type]


def test_a_step_that_is_too_small(found: Found) -> None:
    assert found("semver-bump", page("2.1.0", "2.2.0", more=", min: 0")) == [
        finding(
            f"{PRODUCT} goes from 2.1.0 to 2.2.0, which allows a minor change, and this one is "
            "major: note is gone (column-dropped).",
            'Write version "3.0.0" or higher, or take the change back. A new major needs a '
            f"deprecation block. {LISTS}",
        )
    ]


def test_no_step_at_all(found: Found) -> None:
    assert found("semver-bump", page("0.2.0", "0.2.0")) == [
        finding(
            f"{PRODUCT} changed and its version is 0.2.0 as before: note is gone (column-dropped).",
            f'Write version "0.3.0" or higher, or take the change back. {LISTS}',
            resource="model.mesh.order_facts.v0",
        )
    ]


def test_a_step_down(found: Found) -> None:
    assert found("semver-bump", page("2.1.0", "2.0.0"))[0].message == (
        f"{PRODUCT} goes down from 2.1.0 to 2.0.0: whoever is pinned to what was there has nothing "
        "to read."
    )


def test_only_the_heaviest_changes_are_told_and_only_three(found: Found) -> None:
    columns = ", ".join(f"{{name: c{number}, type: string}}" for number in range(5))
    told = page("2.1.0", "2.2.0").replace("{name: note, type: string}", columns)
    (only,) = found("semver-bump", told)
    assert only.message.endswith(
        "this one is major: c0 is gone (column-dropped); c1 is gone (column-dropped); "
        "c2 is gone (column-dropped) and 2 more."
    )


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("orders.derived.order_facts", Severity.WARN),
        ("orders.raw.order_facts", Severity.WARN),
        ("platform.curated.order_facts", Severity.ERROR),
    ],
)
def test_what_it_weighs_in_a_tier(found: Found, name: str, severity: Severity) -> None:
    assert [f.severity for f in found("semver-bump", page("2.1.0", "2.1.0", name))] == [severity]


def test_a_product_that_is_gone_binds_every_run(found: Found) -> None:
    told = """
    models: {orders.derived.a: {sql: select 1 as a}}
    baseline: {orders.product.order_facts: {version: "2.1.0", schema: []}}
    """
    assert found("semver-bump", told) == [
        finding(
            f"{PRODUCT} is withdrawn (product-withdrawn), and no day after which nobody reads it "
            "has passed.",
            "Bring the contract back. To withdraw it, say `deprecation: {previous_version: 2.x, "
            "sunset_date: …}` in a last version or in the major that follows it, and take it away "
            "after that day.",
            resource="",
        )
    ]


def test_a_major_that_is_replaced_at_once_is_a_warning(found: Found) -> None:
    (only,) = found("semver-bump", page("2.1.0", "3.0.0"))
    assert (only.severity, only.resource) == (Severity.WARN, "model.mesh.order_facts.v3")
    assert only.message == (
        f"{PRODUCT} 2.x is withdrawn (version-withdrawn), and its successor takes its place at "
        "once: whoever is pinned to 2.x has nothing to read."
    )


def test_a_file_that_does_not_load_now_is_not_withdrawn(project: Project) -> None:
    evidence = project(page("2.1.0", "2.1.0"))
    assert evidence.workspace is not None
    broken = (Problem(Place(CONTRACT, 3), "is no contract"),)
    workspace = replace(evidence.workspace, contracts=(), problems=broken)
    assert list(judge(replace(evidence, workspace=workspace), {})) == []


def test_without_a_project_folder_there_is_nothing_to_compare(project: Project) -> None:
    evidence = replace(project(page("2.1.0", "2.1.0")), workspace=None)
    assert list(judge(evidence, {})) == []
