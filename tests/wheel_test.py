"""The wheel holds what the command line needs, works without dbt, and brings no test helpers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docs_policies import page_of
from generate_docs import ROOT

from dbt_treaty import __version__
from dbt_treaty.judging.canon import POLICIES

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

NO_NETWORK = re.compile(
    r"Temporary failure in name resolution|NewConnectionError|ConnectTimeoutError|"
    r"Network is unreachable|No matching distribution found for hatchling"
)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    if done.returncode and NO_NETWORK.search(done.stdout + done.stderr):
        pytest.skip("pip can't reach a package index: the wheel is not tested")
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    venv = Path(sys.prefix)
    # -o: the environment that runs the tests is set up already.
    done = run(
        "make", "-o", venv / ".installed", f"VENV={venv}", f"WHEEL_DIR={folder}", "wheel", cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_it_holds_everything_that_is_read_at_run_time(names: list[str]) -> None:
    seeds = {f"dbt_treaty/vocabulary/{path.name}" for path in (ROOT / "seeds").glob("*.csv")}
    pages = {f"dbt_treaty/policies/{page_of(policy.name).name}" for policy in POLICIES}
    schemas = {
        path.relative_to(ROOT / "python").as_posix()
        for path in (ROOT / "python").rglob("*.schema.json")
        if "fixtures" not in path.parts
    }
    typed = {"dbt_treaty/py.typed", "dbt_treaty_plugin/py.typed"}
    templates = {
        path.relative_to(ROOT / "python").as_posix()
        for folder in ("templates", "policy_templates")
        for path in (ROOT / "python/dbt_treaty/onboard" / folder).iterdir()
    }

    assert len(seeds) == 2
    assert len(schemas) >= 5
    assert len(templates) > 20
    assert (seeds | pages | schemas | typed | templates) - set(names) == set()


def test_it_holds_every_module(names: list[str]) -> None:
    modules = {
        path.relative_to(ROOT / "python").as_posix()
        for path in (ROOT / "python").rglob("*.py")
        if not re.search(r"_test\.py$|conftest\.py$|/oracles/", path.as_posix())
    }

    assert {name for name in names if name.endswith(".py")} == modules


def test_it_brings_nothing_of_the_tests(names: list[str]) -> None:
    unwanted = r"_test\.py|conftest|/fixtures/|/oracles/"
    assert [name for name in names if re.search(unwanted, name)] == []


def test_it_works_without_dbt(wheel: Path, built_mesh: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=tmp_path).check_returncode()
    installed = run(venv / "bin" / "python", "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    treaty, mesh = venv / "bin" / "dbt-treaty", ROOT / "integration_tests" / "mesh"

    no_dbt = run(venv / "bin" / "python", "-c", "import dbt", cwd=tmp_path)
    version = run(treaty, "--version", cwd=tmp_path)
    explained = run(treaty, "explain", "pii-unmasked", cwd=tmp_path)
    validated = run(treaty, "validate", "--project-dir", mesh, cwd=tmp_path)
    checked = run(treaty, "check", "--project-dir", built_mesh, cwd=tmp_path)

    assert "ModuleNotFoundError" in no_dbt.stderr
    assert version.stdout == f"dbt-treaty, version {__version__}\n"
    assert explained.stdout.split("\n")[0].strip() == "pii-unmasked"
    assert (validated.returncode, validated.stdout) == (0, "7 contracts, 0 problems\n")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "0 errors, 0 warnings.")
