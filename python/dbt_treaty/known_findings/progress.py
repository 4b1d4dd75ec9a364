"""How far a record has come, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dbt_treaty.findings import Finding
from dbt_treaty.known_findings.let_stand import still_found
from dbt_treaty.known_findings.model import FILE_NAME, KnownFindings


@dataclass(frozen=True, slots=True)
class PolicyProgress:
    """Of one policy: findings at the start, recorded later, and left."""

    policy: str
    start: int
    added: int
    left: int


def progress(known: KnownFindings) -> tuple[PolicyProgress, ...]:
    """Every policy that was ever recorded, those with most left first."""
    first, *later = known.recordings
    added: Counter[str] = Counter()
    for each in later:
        added.update(each.findings)
    left: Counter[str] = Counter()
    for entry in known.entries:
        left[entry.identity.policy] += entry.count
    names = {*first.findings, *added, *left}
    told = (PolicyProgress(n, first.findings.get(n, 0), added[n], left[n]) for n in names)
    return tuple(sorted(told, key=lambda each: (-each.left, each.policy)))


def sentence(known: KnownFindings) -> str:
    """``Baseline: 31 of 47 findings recorded since 2026-11-21 are left.``"""
    noun = "finding" if known.recorded == 1 else "findings"
    is_left = "is" if known.left == 1 else "are"
    return (
        f"Baseline: {known.left} of {known.recorded} {noun} recorded since {known.since} "
        f"{is_left} left."
    )


def known_notes(findings: Iterable[Finding], known: KnownFindings | None) -> Iterator[str]:
    """What a report says of the record: how far it has come, and whether it can shrink."""
    if known is None:
        return
    found = still_found(findings, known)
    mended = known.left - sum(found.values())
    told = sentence(known)
    if mended:
        is_mended = "is" if mended == 1 else "are"
        told += (
            f" {mended} of the {known.left} in {FILE_NAME} {is_mended} no longer found: run "
            "`dbt-treaty baseline` to shrink it."
        )
    yield told
