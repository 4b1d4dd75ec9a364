"""What a record makes of today's findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dbt_treaty.findings import Finding, Severity
from dbt_treaty.known_findings.identity import identity_of, why_never
from dbt_treaty.known_findings.model import FILE_NAME, Identity, KnownFindings


def let_stand(findings: Iterable[Finding], known: KnownFindings) -> Iterator[Finding]:
    """The findings in their order; an error that is in the record is a warning that says so.

    Of findings that the record can't tell apart, as many stand as it holds: the first ones.
    """
    held = {entry.identity: entry for entry in known.entries}
    used: Counter[Identity] = Counter()
    for finding in findings:
        identity = identity_of(finding)
        entry = held.get(identity)
        refused = finding.severity is Severity.ERROR and finding.exception is None
        if entry and refused and used[identity] < entry.count and why_never(finding) is None:
            used[identity] += 1
            told = f"in {FILE_NAME} since {entry.since}"
            yield replace(finding, severity=Severity.WARN, known=told)
        else:
            yield finding


def still_found(findings: Iterable[Finding], known: KnownFindings) -> Counter[Identity]:
    """How many findings of each entry are still there, however heavy they weigh today."""
    found = Counter(map(identity_of, findings))
    return Counter({each.identity: min(each.count, found[each.identity]) for each in known.entries})
