"""What makes a finding the same one on another day, and which findings no record may hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dbt_treaty.findings import Finding
from dbt_treaty.known_findings.model import Identity

NEVER_KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "stale-properties": "one command mends it: `dbt run-operation sync_contracts`",
        "contract-overridden": "the contract does not hold for what is built, so nothing else that "
        "is judged of it can be believed",
        "expired-exception": "a way out that has ended would never end",
    }
)
_UNJUDGED = "its policy can't judge: nobody knows what would be let stand"
_NO_PLACE = "it names neither a resource nor a file: nobody knows what would be let stand"


def identity_of(finding: Finding) -> Identity:
    """Policy, resource (its file where there is none), column and marks; no line and no message."""
    path = "" if finding.resource else finding.path
    marks = tuple(sorted(finding.marks))
    return Identity(finding.policy, finding.resource, finding.column or "", path, marks)


def why_never(finding: Finding) -> str | None:
    """Why a finding can't be recorded; None where it can."""
    if finding.unjudged:
        return _UNJUDGED
    if not (finding.resource or finding.path):
        return _NO_PLACE
    return NEVER_KNOWN.get(finding.policy)
