"""Real dbt projects for the end-to-end tests: copies of the example mesh, prepared once a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dbt_runs import KEY, DbtProject, copy_project, locked

MESH = "mesh"


@pytest.fixture(autouse=True)
def quiet_dbt(monkeypatch: pytest.MonkeyPatch) -> None:
    """No usage statistics, no colours, and a masks' key that lives for the tests only."""
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "False")
    monkeypatch.setenv("DBT_USE_COLORS", "False")
    monkeypatch.setenv("DBT_ENV_SECRET_TREATY_KEY", KEY)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder shared by all workers of this run, for projects prepared once."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    return shared / "templates"


@pytest.fixture(scope="session")
def mesh_template(templates: Path) -> Path:
    """The mesh after deps and sync, parsed, with nothing built."""
    folder = templates / MESH
    with locked(folder):
        if not (folder / "ready").exists():
            project = copy_project(MESH, folder)
            project.dbt("deps").must_pass()
            project.dbt("run-operation", "sync_contracts").must_pass()
            project.dbt("parse").must_pass()
            (folder / "ready").touch()
    return folder


@pytest.fixture(scope="session")
def built_mesh(templates: Path, mesh_template: Path) -> Path:
    """The mesh, built once; for readers only."""
    folder = templates / "built"
    with locked(folder):
        if not (folder / "ready").exists():
            shutil.copytree(mesh_template, folder, symlinks=True, dirs_exist_ok=True)
            DbtProject(folder).dbt("build").must_pass()
            (folder / "ready").touch()
    return folder


@pytest.fixture
def mesh(mesh_template: Path, tmp_path: Path) -> DbtProject:
    """A fresh copy of the synced mesh, nothing built."""
    folder = tmp_path / MESH
    shutil.copytree(mesh_template, folder, symlinks=True)
    return DbtProject(folder)


@pytest.fixture
def loyalty(
    built_mesh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DbtProject]:
    """A fresh copy of the loyalty project, synced, beside a mesh that is built."""
    monkeypatch.setenv("MESH_DUCKDB", str(built_mesh / "target" / "mesh.duckdb"))
    project = copy_project("loyalty", tmp_path / "loyalty")
    project.dbt("deps").must_pass()
    project.dbt("run-operation", "sync_contracts").must_pass()
    yield project


@pytest.fixture
def small_project(tmp_path: Path) -> Callable[[dict[str, str]], DbtProject]:
    """Make a dbt project of the given files, with the package installed by `dbt deps`."""

    def make(files: dict[str, str]) -> DbtProject:
        project = copy_project("small", tmp_path / "small", files)
        project.dbt("deps").must_pass()
        return project

    return make
