"""An old project adopts the gate: what it had is known, in dbt as well, and what is new refuses."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dbt_runs import DbtProject

pytestmark = pytest.mark.slow

Make = Callable[[dict[str, str]], DbtProject]
CROSS = "select one.n from {{ ref('one') }} as one\ncross join {{ ref('one') }} as again\n"
OLD = {
    "dbt_treaty.yml": (
        "domain: shop\npolicies: {query-pattern: {seconds: 600, seconds_per_million_rows: 600}}\n"
        "compute_region: {dev: eu-west-1, prod: us-east-1}\n"
    ),
    "models/derived/one.sql": "select 1 as n\n",
    "models/derived/crossed.sql": CROSS,
}


def test_a_project_is_held_to_what_is_new(small_project: Make) -> None:
    project = small_project(OLD)
    refused = project.dbt_here("build")
    assert refused.exit == 2
    assert project.tables() == []

    begun = project.treaty("baseline").must_pass()
    assert "added    1 finding to dbt_treaty_baseline.json" in begun.output

    built = project.dbt_here("build")
    assert built.exit == 0, built.output
    assert project.tables() == ["main.crossed", "main.one"]
    (known,) = project.findings()
    assert (known["policy"], known["severity"], known["exception"]) == (
        "query-pattern",
        "warn",
        None,
    )
    assert known["known"].startswith("in dbt_treaty_baseline.json since ")
    measured = json.loads(project.treaty("check", "--format", "json").must_pass().output)
    assert [note for note in measured["notes"] if note.startswith("What ")] == [
        "What 2 of 2 models cost was not judged by every budget: duckdb does not report rows of "
        "them."
    ]
    manifest = json.loads((project.root / "target/dbt_treaty/manifest.json").read_text())
    assert manifest["metadata"]["target_name"] == "dev"

    project.edit("models/derived/second.sql", "", CROSS)
    assert project.dbt_here("build", "--select", "second").exit == 2
    assert project.dbt_here("build", "--select", "crossed").exit == 0

    project.edit("dbt_treaty_baseline.json", '"count": 1', '"count": 2')
    broken = project.dbt_here("build")
    assert broken.exit == 2
    assert "this line is not as dbt-treaty wrote it" in " ".join(broken.output.split())
