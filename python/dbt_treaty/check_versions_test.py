"""What a report says where versions could not be judged, or weigh less than they ship."""

from __future__ import annotations

from dataclasses import replace

from dbt_treaty.check import judged
from dbt_treaty.conftest import Project
from dbt_treaty.errors import Place, Problem
from dbt_treaty.policies.semver_bump_test import CONTRACT, page
from dbt_treaty.project.baseline import Baseline


def test_a_rule_that_the_platform_team_eased_is_kept_and_told(project: Project) -> None:
    told = page("2.1.0", "2.2.0") + "configuration: {semver: {column-dropped: minor}}\n"
    report = judged(project(told)).report
    assert [f for f in report.findings if f.policy == "semver-bump"] == []
    assert report.notes == (
        "The semver rule column-dropped is minor here (dbt_treaty.yml:2); as it ships, it is "
        "major.",
    )


def test_without_a_baseline_the_report_says_that_nothing_was_judged(project: Project) -> None:
    evidence = project(page("2.1.0", "2.1.0").split("baseline:", maxsplit=1)[0])
    report = judged(evidence).report
    assert report.notes == (
        "Contracts have no baseline (semver-bump and missing-deprecation): the project lies in no "
        "git repository.",
    )


def test_what_did_not_load_there_is_not_judged_and_told(project: Project) -> None:
    evidence = project(page("2.1.0", "2.1.0"))
    assert evidence.workspace is not None
    broken = Problem(Place(CONTRACT, 3), "is no contract")
    baseline = Baseline("main (1234567)", (), (broken,))
    evidence = replace(evidence, workspace=replace(evidence.workspace, baseline=baseline))
    report = judged(evidence).report
    assert [f for f in report.findings if f.policy == "semver-bump"] == []
    assert report.notes == (
        f"The contract in {CONTRACT}:3 is not compared with main (1234567), where it does not "
        "load: is no contract.",
    )


def test_what_is_to_be_known_of_a_baseline_is_told(project: Project) -> None:
    evidence = project(page("2.1.0", "2.1.0"))
    assert evidence.workspace is not None
    baseline = Baseline("main (1234567)", (), notes=("Every contract counts as new.",))
    evidence = replace(evidence, workspace=replace(evidence.workspace, baseline=baseline))
    assert judged(evidence).report.notes == ("Every contract counts as new.",)
