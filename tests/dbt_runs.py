"""Runs real dbt on copies of projects, in this process or in one of its own."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from forked_programs import programs

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ROOT / "integration_tests"
KEY = "a key that lives for the tests only"

_SMALL = {
    "dbt_project.yml": (
        "name: small\nprofile: small\nversion: '1.0.0'\n"
        "flags: {send_anonymous_usage_stats: false}\nmodels: {+materialized: table}\n"
    ),
    "profiles.yml": (
        "small: {target: dev, outputs: {dev: "
        "{type: duckdb, path: target/small.duckdb, threads: 2}}}\n"
    ),
}


@dataclass(frozen=True)
class Run:
    """How one command ended: exit code and all that it printed."""

    exit: int
    output: str

    def must_pass(self) -> Run:
        """This run, if it exited with 0; else the test fails with what was printed."""
        assert self.exit == 0, self.output
        return self


@dataclass(frozen=True)
class DbtProject:
    """A dbt project in a folder of its own."""

    root: Path

    def dbt(self, *arguments: str, env: dict[str, str] | None = None) -> Run:
        """Run dbt as a program of its own."""
        return self._run([str(programs() / "dbt"), *arguments], env)

    def treaty(self, *arguments: str, env: dict[str, str] | None = None) -> Run:
        """Run the dbt-treaty command."""
        return self._run([str(programs() / "dbt-treaty"), *arguments], env)

    def sync(self, env: dict[str, str] | None = None) -> Run:
        """Sync by dbt's own door, which starts dbt twice where the other one does three times."""
        return self.dbt("run-operation", "sync_contracts", env=env)

    def _run(self, command: list[str], env: dict[str, str] | None) -> Run:
        done = subprocess.run(
            command,
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "DBT_PROFILES_DIR": str(self.root), **(env or {})},
        )
        return Run(done.returncode, done.stdout + done.stderr)

    def dbt_here(self, *arguments: str) -> Run:
        """Run dbt in this process, which is faster and shows that nothing is left behind."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner

        here = Path.cwd()
        os.chdir(self.root)
        try:
            with redirect_stdout(StringIO()) as printed:
                result = dbtRunner().invoke([*arguments, "--profiles-dir", str(self.root)])
        finally:
            # A refused command leaves its connection open, and the next project in this process
            # has a database of the same relative path.
            DuckDBConnectionManager.close_all_connections()
            os.chdir(here)
        said = f"{printed.getvalue()}\n{result.exception or ''}"
        return Run(0 if result.success else 2 if result.exception else 1, said)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one occurrence of a text in a file; an empty ``old`` writes the file anew."""
        file = self.root / path
        if not old:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(new, encoding="utf-8")
            return
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path}: {old!r} occurs {text.count(old)} times"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def findings(self) -> list[dict[str, Any]]:
        """The findings that the gate wrote down."""
        report = json.loads((self.root / "target/dbt_treaty/findings.json").read_text())
        return list(report["findings"])

    def tables(self) -> list[str]:
        """Every table and view in the project's database, as schema.name, sorted."""
        import duckdb

        files = list((self.root / "target").glob("*.duckdb"))
        if not files:
            return []
        # In the same way as dbt opens it: one process may not open a file in two ways.
        with duckdb.connect(str(files[0])) as connection:
            rows = connection.execute(
                "select table_schema || '.' || table_name from information_schema.tables "
                "where table_catalog = current_database() order by 1"
            ).fetchall()
        return [row[0] for row in rows]


def copy_project(name: str, folder: Path, files: dict[str, str] | None = None) -> DbtProject:
    """Copy an example project (or write a small one) with the package taken from this checkout."""
    if files is None:
        ignored = shutil.ignore_patterns(
            "target", "logs", "dbt_packages", "*.duckdb", "__pycache__", "package-lock.yml"
        )
        shutil.copytree(PROJECTS / name, folder, ignore=ignored, dirs_exist_ok=True)
    project = DbtProject(folder)
    for path, text in ({} if files is None else {**_SMALL, **files}).items():
        project.edit(path, "", text)
    project.edit("packages.yml", "", f"packages: [{{local: {ROOT}}}]\n")
    return project


def synced(project: DbtProject, env: dict[str, str] | None = None) -> DbtProject:
    """A project with the package where `dbt deps` would link it, after a sync."""
    packages = project.root / "dbt_packages"
    packages.mkdir()
    (packages / "dbt_treaty").symlink_to(ROOT)
    project.sync(env).must_pass()
    return project


def made_once(folder: Path, make: Callable[[], object]) -> Path:
    """A folder that workers share, filled by the first of them that asks; for readers only."""
    with locked(folder):
        if not (folder / "ready").exists():
            make()
            (folder / "ready").touch()
    return folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One test worker at a time in a folder that workers share."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
