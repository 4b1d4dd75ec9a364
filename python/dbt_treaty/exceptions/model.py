"""A grant: who lets which finding stand, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dbt_treaty.errors import Place, Problem

_LAST_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a grant covers: patterns, ``*`` standing for anything; an empty tuple asks nothing.

    ``marks`` fit the words that a finding bears besides its place (``region:EU``).
    """

    models: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.models or self.columns or self.domains or self.paths or self.marks)


@dataclass(frozen=True, slots=True)
class Added:
    """The commit that brought a grant's file; ``on`` is None while it is not committed."""

    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """One exception.

    ``name`` is its key in the file, or the file's stem. ``policy`` is empty where only the name
    says which: ``cross_region_eu`` is one of ``cross-region``, for what is marked ``EU``.
    ``added`` is None where git tells nothing. ``place`` is its first line.
    """

    name: str
    policy: str
    scope: Scope
    granted_by: str
    reason: str
    expires: datetime
    place: Place
    granted_on: date | None = None
    ticket: str = ""
    added: Added | None = None

    @property
    def end(self) -> date:
        """The first day (UTC) on which it no longer holds; a day's last minute is its end."""
        return (self.expires + _LAST_MINUTE).date()

    def start(self, today: date) -> date:
        """The day it was granted: as it says, else of its commit; while nothing tells, today."""
        return self.granted_on or (self.added.on if self.added else None) or today


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The grants of a project, by file and line, and what can't be read of them.

    ``unknown`` says why git does not tell who added them, empty where it does.
    """

    grants: tuple[Grant, ...] = ()
    problems: tuple[Problem, ...] = field(default_factory=tuple)
    unknown: str = ""
