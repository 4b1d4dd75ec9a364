"""Each way to break the example projects is refused before anything is built; each twin passes.

What exactly is found, where, and along which trail stands in ``mutation_findings.json``, for people
to read; after a change on purpose `python tests/record_mutations.py` writes it anew.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from dbt_runs import DbtProject
from mutations import MUTATIONS, Edit, Mutation

from dbt_treaty.judging.canon import POLICIES

pytestmark = pytest.mark.slow

ANY = {"memberships", "fx_rates"}  # a seed or model of each project: something has to run
# Writing a manifest takes dbt a third of a build, and nobody reads it here.
BUILD = ("build", "--no-write-json")
RECORD = Path(__file__).with_name("mutation_findings.json")
# A mutation waits until every policy that it should trip is there.
JUDGED = [m for m in MUTATIONS if m.expected <= {policy.name for policy in POLICIES}]
# One that is synced first starts dbt several times more.
CASES = [
    pytest.param(each, id=each.name, marks=[pytest.mark.thorough] if each.sync else [])
    for each in JUDGED
]


def mutate(project: DbtProject, mutation: Mutation, edits: tuple[Edit, ...]) -> None:
    if mutation.committed:
        commit(project)
    for edit in edits:
        project.edit(edit.path, edit.old, edit.new)
    if mutation.sync:
        project.treaty("sync").must_pass()


def commit(project: DbtProject) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "all")):
        subprocess.run(["git", *who, *words], cwd=project.root, check=True, capture_output=True)


def told(project: DbtProject) -> list[dict[str, Any]]:
    """The findings in short: what, how bad, where, and along which trail."""
    return [
        {
            "policy": finding["policy"],
            "severity": finding["severity"],
            "place": f"{finding['path']}:{finding['line']}",
            "column": finding["column"],
            "trail": finding["trail"],
        }
        for finding in project.findings()
    ]


@pytest.mark.parametrize("mutation", CASES)
def test_a_mutation_is_refused_before_anything_is_built(
    mutation: Mutation, request: pytest.FixtureRequest
) -> None:
    project: DbtProject = request.getfixturevalue(mutation.project)
    mutate(project, mutation, mutation.edits)
    run = project.dbt_here(*BUILD)
    assert run.exit == 2, run.output
    assert "nothing was built" in run.output
    assert project.tables() == []
    errors = {f["policy"] for f in project.findings() if f["severity"] == "error"}
    assert errors == mutation.expected, run.output
    assert told(project) == json.loads(RECORD.read_text())[mutation.name]


@pytest.mark.thorough
@pytest.mark.parametrize("mutation", CASES)
def test_its_harmless_twin_is_built(
    mutation: Mutation, built_mesh: Path, request: pytest.FixtureRequest
) -> None:
    """The whole project is judged; what the twin changed is built on what was there before."""
    project: DbtProject = request.getfixturevalue(mutation.project)
    if mutation.project == "mesh":
        shutil.copy(built_mesh / "target" / "mesh.duckdb", project.root / "target")
    mutate(project, mutation, mutation.twin)
    changed = [Path(edit.path).stem for edit in mutation.twin if edit.path.endswith(".sql")]
    upstream = "+" if mutation.project == "loyalty" else ""
    run = project.dbt_here(*BUILD, "--select", *(upstream + name for name in changed or ANY))
    assert run.exit == 0, run.output
    assert project.findings() == []


def test_every_policy_has_its_mutation() -> None:
    tripped = frozenset[str]().union(*(mutation.expected for mutation in MUTATIONS))
    assert {policy.name for policy in POLICIES} - tripped == set()


def test_the_record_holds_the_mutations_and_nothing_else() -> None:
    assert sorted(json.loads(RECORD.read_text())) == sorted(m.name for m in JUDGED)
