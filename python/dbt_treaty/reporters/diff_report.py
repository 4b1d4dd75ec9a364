"""What ``diff`` has to tell, before it is written in one format or another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dbt_treaty.evolution.change import Change
from dbt_treaty.evolution.evolution import Evolution, Fault
from dbt_treaty.evolution.readers import Readers
from dbt_treaty.findings import Finding, Severity

Column = tuple[str, str]
_NOBODY: Mapping[Column, Readers] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DiffReport:
    """The evolution of every contract, and what the policies on versions say of it.

    ``baseline`` goes on from "against …". ``readers`` are those of the columns that readers would
    miss, by product and column; a column that is not there is one of which nothing is known.
    """

    baseline: str
    evolutions: tuple[Evolution, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    readers: Mapping[Column, Readers] = field(default_factory=lambda: _NOBODY)

    def readers_of(self, evolution: Evolution, change: Change) -> Readers | None:
        """Who reads the column that a change takes away; None where that is not known or asked."""
        column = change.breaks_readers_of
        return self.readers.get((evolution.name, column)) if column else None

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are."""
        return sum(finding.severity is severity for finding in self.findings)


def verdict(evolution: Evolution) -> str:
    """One word or two on a contract's version."""
    if evolution.fault is not None:
        return evolution.fault.value
    if evolution.before is None:
        return "new"
    if evolution.after is None:
        return Fault.WITHDRAWN.value
    return "raised" if evolution.changes else "unchanged"


def step(evolution: Evolution) -> str:
    """The product with its versions: ``a.product.b 2.1.0 → 2.2.0``."""
    before, after = evolution.before, evolution.after
    if before is None or after is None:
        return f"{evolution.name} {evolution.contract.version}"
    if before.version == after.version:
        return f"{evolution.name} {after.version}"
    return f"{evolution.name} {before.version} → {after.version}"


def judgement(evolution: Evolution) -> str:
    """What the version says and what it should say, in a few words."""
    needed = evolution.needed.word if evolution.needed else ""
    given = evolution.given.word if evolution.given else ""
    told = {
        "new": "new",
        "unchanged": "nothing changed",
        "raised": f"needs a {needed} step and takes a {given} one",
        "withdrawn": "withdrawn",
        "replaced": "withdrawn before its last day",
        "not raised": f"needs a {needed} step and takes none",
        "too small": f"needs a {needed} step and takes a {given} one: too small",
        "went down": "goes down",
    }
    return told[verdict(evolution)]


def reading(readers: Readers) -> str:
    """Who reads a column, as a sentence."""
    sure, perhaps = (
        ", ".join(_short(id_) for id_ in ids) for ids in (readers.certain, readers.perhaps)
    )
    if sure:
        return f"Read by {sure}{f', and perhaps by {perhaps}' if perhaps else ''}."
    if perhaps:
        return f"Nobody is known to read it; perhaps {perhaps} does."
    return "Nobody in this project reads it."


def _short(id_: str) -> str:
    """A unique id without its kind and package."""
    return id_.split(".", 2)[-1]
