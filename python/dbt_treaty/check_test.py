from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.check import NO_CONTRACTS, check, hold
from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.findings import Coverage, Finding, Report, Severity, Unresolved
from dbt_treaty.project.model import Project, Resource
from dbt_treaty.project.workspace import Workspace


def node(kind: str, domain: str, tier: str, name: str, **more: Any) -> dict[str, Any]:
    group = f"{domain}_{tier}." if kind == "source" else ""
    return {
        "unique_id": f"{kind}.mesh.{group}{name}",
        "resource_type": kind,
        "name": name,
        "package_name": "mesh",
        "original_file_path": f"models/{domain}/{tier}/{name}.sql",
        "database": "w",
        "schema": f"{domain}_{tier}",
        "alias": name,
        "identifier": name,
        "config": {"materialized": "table"},
        **more,
    }


USERS = node("source", "customer", "raw", "users", columns={"email": {"tags": ["PII"]}, "id": {}})
CLEAN = node(
    "model",
    "customer",
    "derived",
    "users_clean",
    raw_code="select id, lower(email) as email\nfrom {{ source('customer_raw', 'users') }}",
    compiled_code="select id, lower(email) as email\nfrom w.customer_raw.users",
    columns={"email": {"name": "email", "tags": ["PII"]}},
    depends_on={"nodes": [USERS["unique_id"]]},
)
LEADS = node(
    "model",
    "marketing",
    "derived",
    "leads",
    raw_code="select id, nobody_has_this\nfrom {{ ref('users_clean') }}",
    compiled_code="select id, nobody_has_this\nfrom w.customer_derived.users_clean",
    depends_on={"nodes": [CLEAN["unique_id"]]},
)
MANIFEST = {
    "metadata": {"project_name": "mesh", "adapter_type": "duckdb"},
    "nodes": {each["unique_id"]: each for each in (LEADS, CLEAN)},
    "sources": {USERS["unique_id"]: USERS},
}


def test_a_manifest_in_and_a_report_out() -> None:
    checked = check(MANIFEST, Configuration())

    assert [(f.policy, f.resource, f.path, f.line) for f in checked.report.findings] == [
        ("tier-boundary", "model.mesh.leads", "models/marketing/derived/leads.sql", 2)
    ]
    coverage = checked.report.coverage
    assert (coverage.models, coverage.models_analysed) == (2, 2)
    assert (coverage.columns, coverage.columns_resolved) == (4, 3)
    assert [(u.resource, u.column) for u in coverage.unresolved] == [
        ("model.mesh.leads", "nobody_has_this")
    ]
    assert checked.report.notes == (NO_CONTRACTS,)
    assert list(checked.project.resources) == [
        "model.mesh.leads",
        "model.mesh.users_clean",
        "source.mesh.customer_raw.users",
    ]


def test_an_empty_project_passes() -> None:
    empty = {"metadata": {"project_name": "mesh", "adapter_type": "duckdb"}, "nodes": {}}

    assert check(empty, Configuration(), workspace=Workspace((), {})).report == Report(
        notes=(NO_CONTRACTS,)
    )


def resource(id_: str, *parents: str) -> Resource:
    return Resource(id_, "model", id_, "mesh", f"{id_}.sql", parents=parents)


def project_of(*resources: Resource) -> Project:
    return Project("mesh", "duckdb", {each.id: each for each in resources}, Configuration())


def error(resource_id: str) -> Finding:
    return Finding("p", Severity.ERROR, resource_id, "m", "h")


CHAIN = project_of(
    resource("a"), resource("b", "a"), resource("c", "b"), resource("d", "a", "gone")
)
REPORT = Report(
    tuple(map(error, ("", "a", "b", "c", "d"))),
    Coverage(1, 1, 1, 0, (Unresolved("a", "x", "why"),)),
    ("note",),
)


def errors(selected: set[str]) -> list[str]:
    held = hold(REPORT, CHAIN, selected)
    assert replace(held, findings=REPORT.findings) == REPORT
    assert {f.severity for f in held.findings} <= {Severity.ERROR, Severity.WARN}
    return [f.resource for f in held.findings if f.severity is Severity.ERROR]


def test_a_run_is_held_to_what_it_builds_and_all_that_this_reads() -> None:
    assert errors({"b"}) == ["", "a", "b"]
    assert errors({"d"}) == ["", "a", "d"]
    assert errors({"c", "test.mesh.not_null"}) == ["", "a", "b", "c"]


def test_no_selection_and_an_unknown_one_mean_everything() -> None:
    assert errors(set()) == ["", "a", "b", "c", "d"]
    assert errors({"test.mesh.not_null"}) == ["", "a", "b", "c", "d"]


def test_a_warning_stays_one() -> None:
    warned = Report((replace(error("b"), severity=Severity.WARN),))

    assert hold(warned, CHAIN, {"b"}) == warned


GRAPHS = st.lists(st.sets(st.integers(0, 9), max_size=4), min_size=1, max_size=10)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(graph=GRAPHS, chosen=st.sets(st.integers(0, 9), min_size=1))
def test_held_is_the_selection_closed_under_parents(
    graph: list[set[int]], chosen: set[int]
) -> None:
    """Cycles and parents that are not there included."""
    project = project_of(*(resource(str(n), *map(str, ps)) for n, ps in enumerate(graph)))
    report = Report(tuple(error(str(n)) for n in range(len(graph))))

    held = hold(report, project, {str(n) for n in chosen})

    kept = {int(f.resource) for f in held.findings if f.severity is Severity.ERROR}
    known = {n for n in chosen if n < len(graph)}
    if not known:
        assert held == report
        return
    assert known <= kept
    assert all(p in kept for n in kept for p in graph[n] if p < len(graph))
    assert all(n in chosen or any(n in graph[k] for k in kept - {n}) for n in kept)


def test_policies_of_ones_own_that_nobody_can_read_are_no_pass() -> None:
    empty: dict[str, Any] = {"metadata": {"project_name": "mesh", "adapter_type": "duckdb"}}
    configuration = Configuration(policy_paths=("policies",), path="dbt_treaty.yml")
    setting = {"mesh.cross-region": PolicySetting(Severity.WARN)}

    report = check(empty, replace(configuration, policies=setting)).report

    told = Finding(
        "policy-paths",
        Severity.ERROR,
        "",
        "This policy can't judge: policy_paths is configured, and no project's folder is at hand "
        "to read it.",
        "run in the project's folder, or name it with --project-dir",
        path="dbt_treaty.yml",
        unjudged=True,
    )
    assert report.findings == (replace(told, policy="mesh.cross-region"), told)
    assert report.notes == (NO_CONTRACTS,)
