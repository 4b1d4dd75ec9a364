"""The findings that a project is known to have, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FILE_NAME = "dbt_treaty_baseline.json"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes a finding the one that was recorded, wherever its line stands today.

    ``resource`` is the resource's unique id; ``path`` counts only where there is none, so that a
    file may move. ``marks`` are those of the finding (``region:EU``).
    """

    policy: str
    resource: str
    column: str
    path: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings of one identity: how many, since when, and where the first of them was seen."""

    identity: Identity
    path: str
    since: date
    count: int = 1


@dataclass(frozen=True, slots=True)
class Recording:
    """A day on which findings were recorded, and how many of each policy.

    ``reason`` is empty for the first one alone: who lets the record grow says why.
    """

    on: date
    findings: Mapping[str, int]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KnownFindings:
    """The record: ``recordings`` (the first is its start) and what is left of them, sorted."""

    recordings: tuple[Recording, ...]
    entries: tuple[Entry, ...] = field(default=())

    @property
    def recorded(self) -> int:
        """How many findings were ever recorded."""
        return sum(number for each in self.recordings for number in each.findings.values())

    @property
    def left(self) -> int:
        """How many of them the record still holds."""
        return sum(entry.count for entry in self.entries)

    @property
    def since(self) -> date:
        """The day on which it was begun."""
        return self.recordings[0].on
