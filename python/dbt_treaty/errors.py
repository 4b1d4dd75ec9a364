"""What a user did that cannot be worked with: one exception, all problems at once.

The exit codes are part of the interface: 0 nothing at error severity, 1 findings,
2 bad usage, configuration or contract, 3 an artifact that is missing or unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

EXIT_FINDINGS = 1
EXIT_BAD_INPUT = 2
EXIT_NO_ARTIFACT = 3


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: path as the user would type it, line and column from 1 (0: unknown)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [PurePath(self.path).as_posix()]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, what (with what was got and is allowed), what to do."""

    place: Place
    what: str
    help: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}" if self.place.path else self.what
        return f"{text}\n    {self.help}" if self.help else text


class TreatyError(Exception):
    """Input that cannot be used. ``problems`` holds every one found, sorted by place."""

    exit_code = EXIT_BAD_INPUT

    def __init__(self, problems: Sequence[Problem] | Problem) -> None:
        listed = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems: tuple[Problem, ...] = tuple(sorted(set(listed)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ArtifactError(TreatyError):
    """A dbt artifact that is missing, unreadable or lacks what is asked of it."""

    exit_code = EXIT_NO_ARTIFACT


def problem(where: str | Place, what: str, help: str = "") -> Problem:
    """A problem at a place, or at a file of which no line is known."""
    return Problem(where if isinstance(where, Place) else Place(where), what, help)
