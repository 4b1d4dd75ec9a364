"""Renders from outside: dbt on a scratch project with only this package and the user's profile.

So a project that does not parse, or an engine that loads no plugin, can always be synced.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dbt_treaty.errors import Place, Problem, TreatyError, problem
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import DbtProject

_PACKAGE = "dbt_treaty"
_MARK = "dbt-treaty:"  # macros/sync/render_contracts.sql prints it before each entry
# Linux limits one argument to 128 KiB; a piece stays well below it.
_PIECE = 90_000  # characters


def render(
    project: DbtProject, jobs: Sequence[dict[str, Any]], dbt: DbtCommand
) -> dict[str, Mapping[str, Any]]:
    """Have the package's macros render each job; returns the entries by model name.

    Raises ``TreatyError`` where the package is not installed, or dbt fails, in dbt's own words.
    """
    package = project.root / project.packages_path / _PACKAGE
    if not (package / "dbt_project.yml").exists():
        raise TreatyError(
            problem(str(package), "the dbt package is not installed", "run `dbt deps` first")
        )
    entries: dict[str, Mapping[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="dbt-treaty-") as name:
        scratch = Path(name)
        _lay_out(scratch, project, package)
        for piece in _pieces(jobs):
            for entry in _render_piece(scratch, project, piece, dbt):
                entries[str(entry["name"])] = entry
    return entries


def _lay_out(scratch: Path, project: DbtProject, package: Path) -> None:
    settings = {
        "name": "dbt_treaty_scratch",
        "version": "1.0.0",
        "config-version": 2,
        "profile": project.profile,
        "flags": project.flags,
    }
    (scratch / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (scratch / "dbt_packages").mkdir()
    (scratch / "dbt_packages" / _PACKAGE).symlink_to(package.resolve())


def _pieces(jobs: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The jobs as JSON arguments, each short enough for one command line."""
    piece: list[str] = []
    size = 0
    for job in jobs:
        text = json.dumps(job, ensure_ascii=True)
        if piece and size + len(text) > _PIECE:
            yield _argument(piece)
            piece, size = [], 0
        piece.append(text)
        size += len(text)
    if piece:
        yield _argument(piece)


def _argument(piece: Sequence[str]) -> str:
    return '{"jobs": [' + ", ".join(piece) + "]}"


def _render_piece(
    scratch: Path, project: DbtProject, piece: str, dbt: DbtCommand
) -> Iterator[Mapping[str, Any]]:
    arguments = ["--args", piece, "--log-path", str(scratch / "logs")]
    arguments += ["--target-path", str(scratch / "target")]
    done = dbt.run(
        "run-operation",
        f"{_PACKAGE}.render_contracts",
        *arguments,
        folder=scratch,
        cwd=project.root,
    )
    if done.returncode != 0:
        said = "\n    ".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise TreatyError(
            Problem(
                Place(""),
                f"dbt could not render the properties:\n    {said}",
                "mend what dbt names",
            )
        )
    for line in done.stdout.splitlines():
        if _MARK in line:
            yield json.loads(line.split(_MARK, 1)[1])
