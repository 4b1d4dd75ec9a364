from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.conftest import Found, Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.unknown_owner import judge
from dbt_treaty.project.model import Resource


def test_each_kind_is_told_how_to_mend_it(found: Found) -> None:
    page = """
    configuration: {domain: orders}
    sources: {payments: {columns: {id: []}}}
    models: {order_facts: {sql: select 1 as a}}
    """

    assert found("unknown-owner", page) == [
        Finding(
            policy="unknown-owner",
            severity=Severity.ERROR,
            resource="model.mesh.order_facts",
            message="The model order_facts has no tier: nobody can tell who may read it.",
            help="Move its file to a folder that `layout:` in dbt_treaty.yml knows "
            "(models/<domain>/<tier>/ or models/<tier>/), set `domain:` there, or set "
            "`meta: {dbt_treaty_override: {domain: …, tier: …}}` on the model.",
            path="models/order_facts.sql",
        ),
        Finding(
            policy="unknown-owner",
            severity=Severity.ERROR,
            resource="source.mesh.landing.payments",
            message="The source payments (warehouse.landing.payments) has no domain and no tier: "
            "nobody can tell who may read it.",
            help="Name its owner: add a pattern for its database.schema to `relations:` in "
            "dbt_treaty.yml, or set `meta: {dbt_treaty_override: {domain: …, tier: …}}` on the "
            "source.",
            path="models/sources.yml",
        ),
    ]


def test_a_package_is_told_of_in_the_projects_own_file(project: Project) -> None:
    evidence = project("models: {orders.derived.a: {sql: select 1 as a}}")
    seed = Resource("seed.tools.days", "seed", "days", "tools", "seeds/days.csv", in_root=False)
    only = replace(evidence.project, resources={seed.id: seed})

    assert list(judge(replace(evidence, project=only), {})) == [
        Finding(
            policy="unknown-owner",
            severity=Severity.ERROR,
            resource="seed.tools.days",
            message="The seed days has no domain and no tier: nobody can tell who may read it.",
            help="Say whose the package is: set `+meta: {dbt_treaty_override: {domain: …, tier: "
            "…}}` for tools under `seeds:` in dbt_project.yml.",
            path="dbt_packages/tools/seeds/days.csv",
        )
    ]


@pytest.mark.parametrize(
    ("domain", "tier", "gap"),
    [
        ("orders", "product", None),
        ("orders", "curated", None),
        (None, "product", "no domain"),
        ("", "raw", "no domain"),
        ("orders", None, "no tier"),
        (
            "orders",
            "staging",
            "the tier 'staging', which is none of raw, derived, product, curated",
        ),
    ],
)
def test_what_counts_as_known(
    project: Project, domain: str | None, tier: str | None, gap: str | None
) -> None:
    evidence = project("models: {orders.derived.a: {sql: select 1 as a}}")
    model = Resource("model.mesh.a", "model", "a", "mesh", "models/a.sql", domain=domain, tier=tier)
    only = replace(evidence.project, resources={model.id: model})

    messages = [finding.message for finding in judge(replace(evidence, project=only), {})]

    expected = f"The model a has {gap}: nobody can tell who may read it."
    assert messages == ([expected] if gap else [])


@pytest.mark.parametrize(
    ("override", "gap"),
    [
        ("customer", "a `dbt_treaty_override` that is not read, as it is no mapping"),
        (
            "{domian: customer}",
            "a `dbt_treaty_override` with 'domian', which is none of domain, tier, region, "
            "lineage, version, sunset_date",
        ),
        ("{tier: Product}", "the tier 'Product', which is none of raw, derived, product, curated"),
        (
            "{domain: '', tier: 3}",
            "no domain and the tier '3', which is none of raw, derived, product, curated",
        ),
    ],
)
def test_an_override_that_says_nothing_is_told(found: Found, override: str, gap: str) -> None:
    page = f"""
    models:
      orders.derived.a: {{sql: select 1 as a, meta: {{dbt_treaty_override: {override}}}}}
    """

    assert [finding.message for finding in found("unknown-owner", page)] == [
        f"The model a has {gap}: nobody can tell who may read it."
    ]


def test_a_whole_override_is_no_finding(found: Found) -> None:
    page = """
    models:
      a:
        sql: select 1 as a
        meta: {dbt_treaty_override: {domain: orders, tier: derived, region: eu-west-1}}
    """

    assert found("unknown-owner", page) == []
