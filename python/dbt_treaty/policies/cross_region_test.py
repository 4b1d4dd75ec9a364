from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from dbt_treaty.conftest import Found, Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.cross_region import POLICY, judge

PAGE = """
configuration: {compute_region: us-east-1}
sources:
  customer.raw.users: {columns: {email: ["region:EU"]}}
  customer.raw.visits: {columns: {page: []}}
models:
  customer.derived.counted:
    sql: |
      -- how many
      select count(*) as n from {{ source('customer_raw', 'users') }}
"""


def finding(message: str, mend: str) -> Finding:
    return Finding(
        policy="cross-region",
        severity=Severity.ERROR,
        resource="model.mesh.counted",
        message=message,
        help=mend,
        path="models/customer/derived/counted.sql",
        line=2,
        marks=("region:EU",),
    )


def test_a_count_is_a_read(found: Found) -> None:
    assert found("cross-region", PAGE) == [
        finding(
            "counted computes in us-east-1 and reads customer.raw.users, whose data stay in EU.",
            "Compute it in EU and hand over what may leave, or have an exception granted for a "
            "time (see `dbt-treaty explain cross-region`).",
        )
    ]


def test_where_nothing_says_where_it_computes(found: Found) -> None:
    page = yaml.safe_load(PAGE)
    del page["configuration"]
    assert found("cross-region", yaml.safe_dump(page)) == [
        finding(
            "counted computes in a region that is not known and reads customer.raw.users, whose "
            "data stay in EU.",
            "Say in dbt_treaty.yml where this project computes: `compute_region: eu-west-1`.",
        )
    ]


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("select 1 as a from {{ source('customer_raw', 'users') }} limit 0", True),
        ("select count(*) as n from customer_raw.users", True),
        ("select exists (select 1 from {{ source('customer_raw', 'users') }}) as a", True),
        ("selec from {{ source('customer_raw', 'users') }}", True),
        ("select page from {{ source('customer_raw', 'visits') }}", False),
        ("select 'customer_raw.users' as a", False),
    ],
)
@pytest.mark.parametrize("place", ["us-east-1", "eu-west-1"])
def test_which_reads_count(found: Found, sql: str, reads: bool, place: str) -> None:
    page = yaml.safe_load(PAGE)
    page["configuration"]["compute_region"] = place
    page["models"]["customer.derived.counted"]["sql"] = sql
    told = [f.resource for f in found("cross-region", yaml.safe_dump(page))]
    assert told == ["model.mesh.counted"] * (reads and place == "us-east-1")


def test_a_hook_and_two_regions(found: Found) -> None:
    page = yaml.safe_load(PAGE)
    page["models"] = {"customer.derived.a": {"sql": "select 1 as a"}}
    page["sources"]["customer.raw.users"]["columns"]["phone"] = ["region:US", "region:CH"]
    page["hooks"] = {"on-run-end": ["create table x as select 1 as a from customer_raw.users"]}
    told = [(f.resource, f.path, f.marks) for f in found("cross-region", yaml.safe_dump(page))]
    assert told == [
        ("", "dbt_project.yml", ("region:CH",)),
        ("", "dbt_project.yml", ("region:EU",)),
    ]


@pytest.mark.parametrize(
    ("options", "count"),
    [("{inside: ['EU: us-*']}", 0), ("{outside: ['EU: us-*'], inside: ['EU: us-*']}", 1)],
)
def test_the_lists_are_options(found: Found, options: str, count: int) -> None:
    policies = (
        f"configuration: {{compute_region: us-east-1, policies: {{cross-region: {options}}}}}"
    )
    page = PAGE.replace("configuration: {compute_region: us-east-1}", policies)
    assert len(found("cross-region", page)) == count


TARGETS = "{prod: us-east-1, dev: eu-west-1, lab: us-west-2}"


@pytest.mark.parametrize(
    ("regions", "target", "told"),
    [
        (TARGETS, "dev", None),
        (TARGETS, "prod", "counted computes in us-east-1 and reads"),
        (TARGETS, None, "counted may compute in us-east-1 or us-west-2 and reads"),
        (TARGETS, "ci", "counted computes in a region that is not known and reads"),
        ("{prod: eu-west-1, dev: eu-central-1}", None, None),
        ("{prod: us-east-1}", None, "counted computes in us-east-1 and reads"),
    ],
)
def test_the_region_of_the_target(
    project: Project, regions: str, target: str | None, told: str | None
) -> None:
    page = PAGE.replace("compute_region: us-east-1", f"compute_region: {regions}")
    evidence = project(page)
    evidence = replace(evidence, project=replace(evidence.project, target=target))
    found = list(judge(evidence, POLICY.options))
    ending = " customer.raw.users, whose data stay in EU."
    assert [f.message for f in found] == ([told + ending] if told else [])
    if target == "ci":
        assert found[0].help == (
            "Say in dbt_treaty.yml where the target ci computes: `compute_region: {ci: eu-west-1}`."
        )


def test_a_list_that_cannot_be_read_is_no_pass(found: Found) -> None:
    policies = "configuration: {compute_region: x, policies: {cross-region: {inside: [EU]}}}"
    page = PAGE.replace("configuration: {compute_region: us-east-1}", policies)
    assert [f.message for f in found("cross-region", page)] == [
        "This policy is broken: ValueError: 'EU' is not of the form REGION: PATTERN, as in "
        "'EU: europe-*'"
    ]
