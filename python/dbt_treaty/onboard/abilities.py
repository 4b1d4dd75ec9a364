"""What the installed command line can do, as far as a project's CI depends on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abilities:
    """Whether there is a command ``diff``, and whether ``check`` writes SARIF."""

    diff: bool
    sarif: bool
