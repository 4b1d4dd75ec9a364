"""Puts the candidates in their place, in an order in which the project parses at every step."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file
from dbt_treaty.sync.candidates import Candidates, Changes
from dbt_treaty.sync.dbt_project import DbtProject


def keep(candidates: Candidates, changes: Changes, project: DbtProject) -> None:
    """Write what is new or changed, then remove what no contract asks for.

    Each file is replaced whole. What others name precedes them (the candidates' order) and follows
    them out, so that a crash between two files leaves a project that parses. Raises
    ``TreatyError`` at the first file that can't be written or removed.
    """
    removed = sorted(changes.removed, key=lambda path: _rank(path, changes.removed))
    path = project.root
    try:
        for path in changes.written:
            write_file(project.root / path, candidates.files[path])
        for path in removed:
            (project.root / path).unlink(missing_ok=True)
            with suppress(OSError):  # not empty: something in it is the user's own
                (project.root / path).parent.rmdir()
    except OSError as error:
        what = f"can't be written: {error.strerror or error}"
        advice = "every file is whole, the old one or the new; mend the folder and sync again"
        raise TreatyError(problem(path.as_posix(), what, advice)) from None
    if removed or changes.added or changes.renames:
        _forget_parse(project)


def _rank(path: Path, removed: Collection[Path]) -> int:
    """When a file goes: a view's properties, its model, a product's properties, then groups."""
    if path.name.startswith("_group_"):
        return 3
    if path.suffix == ".sql":
        return 1
    return 0 if path.with_suffix(".sql") in removed else 2


def _forget_parse(project: DbtProject) -> None:
    """Have dbt parse the readers of a model anew where its name in the graph has changed.

    A first contract makes `model.p.m` into `model.p.m.v1`; dbt 1.9's partial parse keeps the
    readers' old edge and then fails.
    """
    with suppress(OSError):  # another dbt at work, or a target folder of somebody else's
        (project.root / project.target_path / "partial_parse.msgpack").unlink(missing_ok=True)
