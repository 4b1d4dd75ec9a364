from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import CONTRACT, write_manifest
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.project.conftest import Repository

PATH = "contracts/order_facts.contract.yaml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["validate", *arguments])


def card(result: Result) -> list[tuple[str, str, str]]:
    """The last four lines: name, verdict, and the rest."""
    lines = result.stdout.splitlines()[-4:]
    return [(line[:13].strip(), line[15:25].strip(), line[27:]) for line in lines]


@pytest.fixture
def repository(root: Path) -> Repository:
    """The compiled project of these tests with a contract, in git, on a branch."""
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.write(".gitignore", "target/\n")
    made.write(PATH, CONTRACT)
    write_manifest(root, columns={"email": {"name": "email", "tags": ["PII"]}})
    made.commit()
    made.git("checkout", "--quiet", "-b", "feature")
    made.commit("2026-03-02")
    return made


def test_only_what_is_asked_is_judged(repository: Repository) -> None:
    base = repository.git("rev-parse", "main")[:7]
    result = run("--baseline")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "1 contract, 0 problems"
    assert card(result) == [
        ("well-formed", "ok", "1 contract"),
        ("semver", "ok", f"against the merge base with main ({base})"),
        ("model in step", "not asked", "--model"),
        ("policies", "not asked", "--policies"),
    ]


def test_each_finding_has_its_line(repository: Repository) -> None:
    repository.write(PATH, CONTRACT.replace("freshness: 1d", "freshness: 2d"))

    result = run("--baseline", "main", "--model", "--policies")

    assert result.exit_code == 1
    assert [(name, verdict) for name, verdict, _ in card(result)] == [
        ("well-formed", "ok"),
        ("semver", "FAILED"),
        ("model in step", "FAILED"),
        ("policies", "ok"),
    ]
    assert "error semver-bump" in result.stdout
    assert "error stale-properties" in result.stdout
    assert result.stdout.count("semver-bump contracts/") == 1


def test_a_draft_is_not_well_formed(repository: Repository) -> None:
    repository.write(PATH, CONTRACT.replace("sla: {freshness: 1d}\n", ""))
    result = run("--policies")
    assert result.exit_code == 1
    assert card(result)[0] == ("well-formed", "FAILED", "1 error, 1 contract")
    assert card(result)[3][1] == "ok"


def test_what_does_not_load_is_told_and_judges_nothing_else(repository: Repository) -> None:
    repository.write(PATH, CONTRACT.replace("integer", "whole"))
    result = run("--baseline")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{PATH}:5:28: ")
    assert [(name, verdict) for name, verdict, _ in card(result)][:2] == [
        ("well-formed", "FAILED"),
        ("semver", "not judged"),
    ]


def test_what_cannot_be_judged_is_no_pass(root: Path) -> None:
    (root / "target" / "manifest.json").unlink()
    result = run("--baseline")
    assert result.exit_code == 2
    assert card(result)[1][1:] == (
        "not judged",
        "the project lies in no git repository; name what to compare with: --baseline REF, a "
        "folder or a manifest.json",
    )
    result = run("--model", "--policies")
    assert result.exit_code == 3
    assert [verdict for _, verdict, _ in card(result)] == [
        *("ok", "not asked", "not judged", "not judged")
    ]


def test_a_finding_weighs_more_than_what_could_not_be_judged(repository: Repository) -> None:
    repository.write(PATH, CONTRACT.replace("sla: {freshness: 1d}\n", ""))
    (repository.root / "target" / "manifest.json").unlink()
    assert run("--model").exit_code == 1


def test_a_policy_that_fails(repository: Repository) -> None:
    write_manifest(repository.root, original_file_path="models/elsewhere/order_facts.sql")
    result = run("--policies")
    assert result.exit_code == 1
    assert card(result)[3][1] == "FAILED"
    assert "error unknown-owner" in result.stdout


def test_what_is_switched_off_is_no_silent_ok(repository: Repository) -> None:
    policies = "policies: {unknown-owner: off, semver-bump: off}\n"
    repository.write("dbt_treaty.yml", f"domain: orders\n{policies}")
    result = run("--baseline", "main", "--policies")
    assert [verdict for _, verdict, _ in card(result)] == ["ok", "ok", "not asked", "ok"]
    for policy in ("unknown-owner", "semver-bump"):
        assert result.stdout.count(f"The policy {policy} is off") == 1
