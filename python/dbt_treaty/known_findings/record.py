"""A record made anew: what is mended goes, and nothing comes but with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from dbt_treaty.findings import Finding, Severity
from dbt_treaty.known_findings.identity import identity_of, why_never
from dbt_treaty.known_findings.let_stand import still_found
from dbt_treaty.known_findings.model import Entry, Identity, KnownFindings, Recording


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a run made of a record.

    ``known`` is None where there was none and nothing is to be recorded. ``mended`` counts the
    findings that went, ``added`` those that came. ``refusing`` are the errors that are left outside
    of it, ``never`` those among them that no record may hold. ``unjudged`` are policies whose
    entries stay because nothing judged them today.
    """

    known: KnownFindings | None
    mended: int = 0
    added: int = 0
    refusing: tuple[Finding, ...] = ()
    never: tuple[Finding, ...] = ()
    unjudged: tuple[str, ...] = ()


def record(
    findings: Iterable[Finding],
    old: KnownFindings | None,
    today: date,
    *,
    unjudged: Collection[str] = (),
    grow: str = "",
) -> Recorded:
    """The record after today's findings.

    Args:
        findings: all findings of a check under ``old``.
        old: the record so far; None begins one with every error of today.
        today: the day that new entries get.
        unjudged: policies that are off or broken: what they would find is not known.
        grow: why errors that are not in ``old`` are to be recorded; empty: they are not.
    """
    listed = tuple(findings)
    errors = [each for each in listed if each.severity is Severity.ERROR and not each.exception]
    never = tuple(each for each in errors if why_never(each))
    fresh = tuple(each for each in errors if not why_never(each))
    kept = _kept(listed, old, unjudged) if old else ()
    added = fresh if grow or old is None else ()
    recordings = old.recordings if old else ()
    if added:
        counted = Counter(each.policy for each in added)
        recordings = (*recordings, Recording(today, counted, grow if old else ""))
    known = KnownFindings(recordings, _joined(kept, added, today)) if recordings else None
    return Recorded(
        known=known,
        mended=old.left - sum(entry.count for entry in kept) if old else 0,
        added=len(added),
        refusing=tuple(each for each in errors if each not in added),
        never=never,
        unjudged=tuple(sorted({each.identity.policy for each in kept} & set(unjudged))),
    )


def _kept(
    findings: Iterable[Finding], old: KnownFindings, unjudged: Collection[str]
) -> tuple[Entry, ...]:
    found = still_found(findings, old)
    paths = {identity_of(each): each.path for each in reversed(tuple(findings))}
    return tuple(
        each
        if each.identity.policy in unjudged
        else replace(each, count=found[each.identity], path=paths[each.identity])
        for each in old.entries
        if each.identity.policy in unjudged or found[each.identity]
    )


def _joined(kept: Iterable[Entry], added: Iterable[Finding], today: date) -> tuple[Entry, ...]:
    entries: dict[Identity, Entry] = {entry.identity: entry for entry in kept}
    for finding in added:
        identity = identity_of(finding)
        old = entries.get(identity, Entry(identity, finding.path, today, 0))
        entries[identity] = replace(old, count=old.count + 1)
    return tuple(entries[identity] for identity in sorted(entries))
