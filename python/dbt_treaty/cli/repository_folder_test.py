from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.cli.repository_folder import repository_folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "domains" / "orders"
    folder.mkdir(parents=True)
    return folder


def test_a_project_below_the_root(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.parents[1] / ".git").mkdir()
    monkeypatch.chdir(project)

    assert [repository_folder(path) for path in (project, Path())] == ["domains/orders"] * 2


def test_a_project_at_the_root_of_a_worktree(project: Path) -> None:
    (project / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")

    assert repository_folder(project) == ""


def test_a_project_in_no_repository(project: Path) -> None:
    assert repository_folder(project) == ""
