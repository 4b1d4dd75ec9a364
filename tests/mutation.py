"""A way to break an example project, beside a harmless change that looks much like it.

A mutation is data: text edits on a fresh, synced copy of ``integration_tests/<project>``, the
names of the policies that must refuse it, and the edits of its twin, which must leave it without a
finding. The mutations themselves stand in ``mutations.py`` and the modules it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Edit:
    """Replace ``old``, which occurs once in the file at ``path`` below the project, by ``new``.

    An empty ``old`` writes the file anew.
    """

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutation:
    """One way to break a project.

    ``expected`` are the policies with a finding at error severity, no more and no fewer. ``sync``:
    run ``sync_contracts`` after the edits (mutation and twin alike), before the gate judges.
    ``committed``: the project is committed to a repository of its own before the edits, so that git
    tells what its contracts were.
    """

    name: str
    project: Literal["mesh", "loyalty"]
    edits: tuple[Edit, ...]
    expected: frozenset[str]
    twin: tuple[Edit, ...]
    note: str
    sync: bool = False
    committed: bool = False
