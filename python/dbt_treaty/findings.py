"""A finding: what a policy says of one place in a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(str, Enum):
    """How much a finding weighs: an error refuses a build, a warning is shown."""

    ERROR = "error"
    WARN = "warn"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement of one policy.

    ``resource`` is dbt's unique id (empty for a finding on the whole project), ``path`` is
    relative to the project and ``line`` counts from 1 (0: unknown). ``trail`` lists
    ``<unique id>.<column>`` from the origin of what travelled to the column found. ``exception``
    says who excepted it and until when, ``known`` that the project's baseline has it. ``marks`` are
    words by which an exception may name it besides its place (``region:EU``). ``unjudged`` tells
    that its policy could not judge: whatever that would have found is not known.
    """

    policy: str
    severity: Severity
    resource: str
    message: str
    help: str
    column: str | None = None
    path: str = ""
    line: int = 0
    trail: tuple[str, ...] = ()
    exception: str | None = None
    marks: tuple[str, ...] = ()
    known: str | None = None
    unjudged: bool = False

    @property
    def standing(self) -> str | None:
        """Why it may stand: ``excepted: …`` or ``known: …``; None where nothing lets it."""
        if self.exception is not None:
            return f"excepted: {self.exception}"
        return None if self.known is None else f"known: {self.known}"

    @property
    def order(self) -> tuple[str, int, str, str, str, str]:
        """The key findings are sorted by, so that reports do not change from run to run."""
        return (self.path, self.line, self.policy, self.resource, self.column or "", self.message)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a project's column lineage is known; ``unresolved`` names the rest.

    ``checked_when_built`` are the models whose contract dbt can't enforce: whether their columns
    are the promised ones shows when they are built, and no check can tell before.
    """

    models: int = 0
    models_analysed: int = 0
    columns: int = 0
    columns_resolved: int = 0
    unresolved: tuple[Unresolved, ...] = ()
    checked_when_built: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Unresolved:
    """A model (``column`` is None) or column whose lineage is not known, and why."""

    resource: str
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A policy that judged and does not ship: its weight, what it refuses, where it is written."""

    name: str
    severity: Severity
    summary: str
    origin: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: findings sorted by place, and how much it could see.

    ``notes`` are sentences that a reader of the findings should know and that judge nothing.
    ``own`` are the policies that judged besides those that ship.
    """

    findings: tuple[Finding, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    notes: tuple[str, ...] = ()
    own: tuple[OwnRule, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings of this severity are neither excepted nor known."""
        return sum(1 for f in self.findings if f.severity is severity and f.standing is None)

    @property
    def excepted(self) -> int:
        """How many findings an exception lets stand."""
        return sum(1 for f in self.findings if f.exception is not None)

    @property
    def known(self) -> int:
        """How many findings the project's baseline lets stand."""
        return sum(1 for f in self.findings if f.exception is None and f.known is not None)
