"""What git, CODEOWNERS and CI files tell of a project in a folder of its repository."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from dbt_treaty.scorecard.surroundings import read_surroundings


def git(folder: Path, *arguments: str, day: str = "2026-11-01") -> None:
    when = f"{day}T12:00:00+00:00"
    about = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, env=os.environ | about)


def commit(folder: Path, day: str, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "more", day=day)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2026-11-01", mesh__models__a_yml="a", CODEOWNERS="/mesh/ @a")
    return tmp_path


def test_the_day_on_which_each_file_came(top: Path) -> None:
    commit(top, "2026-11-05", mesh__models__a_yml="changed", mesh__contracts__b_yml="b")
    told = read_surroundings(top / "mesh")

    assert (told.prefix, told.undated) == ("mesh/", "")
    assert told.added == {
        "models/a.yml": date(2026, 11, 1),
        "contracts/b.yml": date(2026, 11, 5),
    }
    assert told.code_owners is not None
    assert told.code_owners.owned("mesh/models/a.yml")


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("run: dbt build --target ci", True),
        ("run: dbt run", True),
        ("run: dbt-treaty check", True),
        ("uses: dbt-treaty/dbt-treaty@v1", True),
        ("run: dbt run-operation sync_contracts", False),
        ("run: dbt deps  # then dbt build", False),
        ("run: dbt parse", False),
    ],
)
def test_a_workflow_that_runs_the_gate(top: Path, line: str, runs: bool) -> None:
    path = top / ".github" / "workflows" / "ci.yml"
    path.parent.mkdir(parents=True)
    path.write_text(f"jobs:\n  - {line}\n")

    assert read_surroundings(top / "mesh").workflows == ((".github/workflows/ci.yml",) * runs)


def test_a_shallow_clone_tells_no_days(top: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(top, "2026-11-05", mesh__contracts__b_yml="b")
    clone = tmp_path_factory.mktemp("clones") / "clone"
    git(top, "clone", "-q", "--depth", "1", f"file://{top}", str(clone))

    told = read_surroundings(clone / "mesh")
    assert (told.added, told.undated) == (
        {},
        "this is a shallow clone: its history does not reach back",
    )


def test_in_no_repository_nothing_is_told(tmp_path: Path) -> None:
    told = read_surroundings(tmp_path)
    assert (told.prefix, told.code_owners, told.workflows) == ("", None, ())
    assert told.undated == "the project lies in no git repository"
