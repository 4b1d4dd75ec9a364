"""A rule of semantic versioning: one kind of change, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from dbt_treaty.evolution.level import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change: its name, the level that ships, when it applies, and why it weighs so."""

    name: str
    level: Level
    when: str
    why: str


def patch(name: str, when: str, why: str) -> Rule:
    """A rule of what no reader notices: wording, and what binds the producer alone."""
    return Rule(name, Level.PATCH, when, why)


def minor(name: str, when: str, why: str) -> Rule:
    """A rule of what is more than there was."""
    return Rule(name, Level.MINOR, when, why)


def major(name: str, when: str, why: str) -> Rule:
    """A rule of what a reader may have built on and loses."""
    return Rule(name, Level.MAJOR, when, why)
