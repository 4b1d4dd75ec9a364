"""Puts the candidates in their place, in an order in which the project parses at every step."""

from __future__ import annotations

from contextlib import suppress

from dbt_treaty.sync.candidates import Candidates, Changes
from dbt_treaty.sync.dbt_project import DbtProject
from dbt_treaty.sync.writing import write_file


def keep(candidates: Candidates, changes: Changes, project: DbtProject) -> None:
    """Write what is new or changed, then remove what no contract asks for.

    Each file is replaced whole. Groups precede the models that name them (the candidates' order)
    and follow them out, so that a crash between two files leaves a project that parses.
    """
    for path in changes.written:
        write_file(project.root / path, candidates.files[path])
    for path in sorted(changes.removed, key=lambda p: p.name.startswith("_group_")):
        (project.root / path).unlink(missing_ok=True)
        with suppress(OSError):  # not empty: something in it is the user's own
            (project.root / path).parent.rmdir()
