"""Real dbt projects for the end-to-end tests: copies of the example mesh, prepared once a run."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from dbt_runs import KEY, ROOT, DbtProject, copy_project, made_once
from sla_shop import governed_files

MESH = "mesh"
QUIET = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
    "DBT_USE_COLORS": "False",
    "DBT_ENV_SECRET_TREATY_KEY": KEY,
}


def pytest_collection_finish() -> None:
    """Keep the collector from twelve thousand tests: a fifth of a dbt run's time went into it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    gc.unfreeze()


@pytest.fixture(autouse=True)
def quiet_dbt(monkeypatch: pytest.MonkeyPatch) -> None:
    """No usage statistics, no colours, and a masks' key that lives for the tests only."""
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)


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

    def make() -> None:
        project = copy_project(MESH, folder)
        # pytest makes what lives for the session before it sets a test's environment.
        project.dbt("deps", env=QUIET).must_pass()
        project.dbt("run-operation", "sync_contracts", env=QUIET).must_pass()
        project.dbt("parse", env=QUIET).must_pass()

    return made_once(folder, make)


@pytest.fixture(scope="session")
def built_mesh(templates: Path, mesh_template: Path) -> Path:
    """The mesh, built once; for readers only."""
    folder = templates / "built"

    def make() -> None:
        shutil.copytree(mesh_template, folder, symlinks=True, dirs_exist_ok=True)
        (folder / "ready").unlink()  # it says that the mesh was synced
        DbtProject(folder).dbt("build", env=QUIET).must_pass()

    return made_once(folder, make)


@pytest.fixture
def mesh(mesh_template: Path, tmp_path: Path) -> DbtProject:
    """A fresh copy of the synced mesh, nothing built."""
    folder = tmp_path / MESH
    shutil.copytree(mesh_template, folder, symlinks=True)
    return DbtProject(folder)


@pytest.fixture(scope="session")
def loyalty_template(templates: Path, built_mesh: Path) -> Path:
    """The loyalty project after deps and sync, nothing built."""
    folder = templates / "loyalty"
    environment = {**QUIET, "MESH_DUCKDB": str(built_mesh / "target" / "mesh.duckdb")}

    def make() -> None:
        project = copy_project("loyalty", folder)
        project.dbt("deps", env=environment).must_pass()
        project.dbt("run-operation", "sync_contracts", env=environment).must_pass()

    return made_once(folder, make)


@pytest.fixture
def loyalty(
    loyalty_template: Path, built_mesh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> DbtProject:
    """A fresh copy of the synced loyalty project, beside a mesh that is built."""
    monkeypatch.setenv("MESH_DUCKDB", str(built_mesh / "target" / "mesh.duckdb"))
    folder = tmp_path / "loyalty"
    shutil.copytree(loyalty_template, folder, symlinks=True)
    return DbtProject(folder)


@pytest.fixture
def small_project(tmp_path: Path) -> Callable[[dict[str, str]], DbtProject]:
    """Make a dbt project of the given files, with the package where `dbt deps` would link it."""

    def make(files: dict[str, str]) -> DbtProject:
        project = copy_project("small", tmp_path / "small", files)
        packages = project.root / "dbt_packages"
        packages.mkdir()
        (packages / "dbt_treaty").symlink_to(ROOT)
        return project

    return make


@pytest.fixture(scope="session")
def governed_shop(templates: Path) -> Path:
    """A shop of service levels, built once with the governance models on; for readers only."""
    folder = templates / "governed"
    profile = (
        "small: {target: dev, outputs: {dev: "
        "{type: duckdb, path: target/small.duckdb, threads: 2}}}\n"
    )

    def make() -> None:
        project = copy_project("small", folder, governed_files(profile))
        project.dbt("deps", env=QUIET).must_pass()
        project.treaty("sync", env=QUIET).must_pass()
        (folder / "said").write_text(project.dbt("build", env=QUIET).must_pass().output)

    return made_once(folder, make)


@pytest.fixture
def governed(governed_shop: Path, tmp_path: Path) -> DbtProject:
    """A copy of that shop as it was built."""
    shutil.copytree(governed_shop, tmp_path / "governed", symlinks=True)
    return DbtProject(tmp_path / "governed")
