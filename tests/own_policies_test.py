"""Policies of a project's own hold inside dbt as they do in a check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dbt_runs import DbtProject, copy_project

pytestmark = pytest.mark.slow

POLICY = """\
package mesh.no_star

import rego.v1

# A model called after what it is not.
deny contains msg if {
	input.pipeline.name == "things"
	msg := sprintf("%v says nothing", [input.pipeline.name])
}
"""
PROJECT = {
    "dbt_treaty.yml": "domain: shop\npolicy_paths: [policies]\n",
    "models/derived/things.sql": "select 1 as id\n",
    "policies/no_star.rego": POLICY,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    made = copy_project("small", tmp_path_factory.mktemp("own") / "small", PROJECT)
    made.dbt("deps").must_pass()
    return made


def put(project: DbtProject, text: str) -> Path:
    path = project.root / "policies" / "no_star.rego"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_policy_refuses_a_build_and_a_broken_one_too(project: DbtProject) -> None:
    put(project, POLICY)
    refused = project.dbt("build")

    assert refused.exit != 0
    assert "things says nothing" in refused.output
    assert [(f["policy"], f["resource"], f["path"]) for f in project.findings()] == [
        ("mesh.no-star", "model.small.things", "models/derived/things.sql")
    ]

    put(project, POLICY.replace("input.pipeline.name]", "input.pipeline.nam("))
    broken = project.dbt("build")

    assert broken.exit != 0
    assert [(f["policy"], f["path"]) for f in project.findings()] == [
        ("mesh.no-star", "policies/no_star.rego")
    ]

    put(project, POLICY.replace('"things"', '"others"'))
    project.dbt("build").must_pass()


def test_a_check_says_the_same_and_knows_the_rule(project: DbtProject) -> None:
    put(project, POLICY)
    project.dbt("compile").must_pass()

    told = project.treaty("check", "--format", "sarif", "--output", "treaty.sarif")
    (run,) = json.loads((project.root / "treaty.sarif").read_text(encoding="utf-8"))["runs"]

    assert told.exit == 1
    (result,) = run["results"]
    assert result["ruleId"] == "mesh.no-star"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "mesh.no-star"
