"""Findings that stand for a while, because somebody granted it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.evidence.policy import Evidence, Policy
from dbt_treaty.evidence.scoped import any_fits, names_in_scopes
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.exceptions.validity import (
    days_left,
    is_ahead,
    is_over,
    longest,
    valid_grants,
    with_policy,
)
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.expired_exception import grant_finding
from dbt_treaty.project.model import Project

_SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Excepted:
    """The findings, those that a grant lets stand as warnings that say so; and what is to be said
    of the grants themselves.
    """

    findings: tuple[Finding, ...]
    of_grants: tuple[Finding, ...]


def excepted(
    findings: Iterable[Finding], evidence: Evidence, policies: Iterable[Policy]
) -> Excepted:
    """What the grants of the project make of the findings of these policies."""
    listed = tuple(findings)
    written = evidence.workspace.exceptions.grants if evidence.workspace else ()
    if not written:
        return Excepted(listed, ())
    days = {policy.name: policy.exceptable_days for policy in policies}
    grants = tuple(with_policy(grant, days) for grant in written)
    valid = tuple(valid_grants(grants, days, evidence.today))
    used: set[Grant] = set()
    applied = [_applied(each, valid, evidence, used) for each in listed]
    refused = _refusals(grants, days, evidence.today)
    if not used.issuperset(valid):  # a policy may have left a finding out for one by itself
        used.update(grant for policy in policies for grant in policy.heeded())
    idle = (_idle(each) for each in valid if each not in used)
    return Excepted(tuple(applied), (*refused, *idle))


def _applied(
    finding: Finding, grants: Iterable[Grant], evidence: Evidence, used: set[Grant]
) -> Finding:
    fitting = [grant for grant in grants if _fits(grant, finding, evidence.project)]
    if not fitting:
        return finding
    used.update(fitting)
    longest_lasting = max(fitting, key=lambda grant: (grant.end, grant.place))
    told = _told(longest_lasting, evidence.today)
    return replace(finding, severity=Severity.WARN, exception=told)


def _fits(grant: Grant, finding: Finding, project: Project) -> bool:
    if grant.policy != finding.policy or not (finding.resource or finding.path):
        return False  # a policy that is broken has no place: nobody knows what would be excepted
    scope, resource = grant.scope, project.resources.get(finding.resource)
    asked = (
        (scope.models, names_in_scopes(resource)),
        (scope.columns, [finding.column] if finding.column else []),
        (scope.domains, [resource.domain] if resource and resource.domain else []),
        (scope.paths, [finding.path] if finding.path else []),
        (scope.marks, list(finding.marks)),
    )
    return all(any_fits(patterns, words) for patterns, words in asked if patterns)


def _told(grant: Grant, today: date) -> str:
    left = days_left(grant, today)
    soon = f"ONLY {left} DAY{'S' if left != 1 else ''} LEFT: " if left <= _SOON_DAYS else ""
    ticket = f", {grant.ticket}" if grant.ticket else ""
    place = replace(grant.place, column=0)
    text = f"{soon}granted by {grant.granted_by} until {grant.end} ({place})"
    return f"{text}: {grant.reason}{ticket}{_added(grant)}"


def _added(grant: Grant) -> str:
    if grant.added is None:
        return ""
    if grant.added.on is None:
        return "; not committed yet"
    return f"; added by {grant.added.by} on {grant.added.on}"


def _refusals(grants: Iterable[Grant], days: Mapping[str, int], today: date) -> Iterator[Finding]:
    for grant in grants:
        if grant.policy not in days:
            yield grant_finding(grant, *_no_policy(grant, days))
        elif not days[grant.policy]:
            what = f"excepts nothing: {grant.policy} can't be excepted"
            yield grant_finding(grant, what, "Mend what it is for, and remove it.")
        elif grant.scope.is_empty:
            what = "excepts nothing, because it does not say what it is for"
            yield grant_finding(grant, what, "Add `scope: {model: …}`, as narrow as it may be.")
        elif not (is_over(grant, today) or is_ahead(grant, today)):
            yield from _too_long(grant, days[grant.policy], today)


def _no_policy(grant: Grant, days: Mapping[str, int]) -> tuple[str, str]:
    known = ", ".join(sorted(name for name, most in days.items() if most))
    if grant.policy:
        question = suggest(grant.policy, days).replace("did", "Did", 1)
        mend = f"{question} Allowed: {known}.".strip()
        return f"excepts nothing: there is no policy {grant.policy!r}", mend
    mend = f"Add `policy:`, one of {known}."
    return "excepts nothing, because neither it nor its name says of which policy it is", mend


def _too_long(grant: Grant, most: int, today: date) -> Iterator[Finding]:
    start, last = grant.start(today), longest(grant, most, today)
    if grant.end > last:
        what = (
            f"excepts nothing, because it is too long: {grant.policy} may be excepted for {most} "
            f"days, and from {start} to {grant.end} there are {(grant.end - start).days}"
        )
        mend = f'Write `expires: "{last}"` or earlier, or have it granted anew (`granted_on`).'
        yield grant_finding(grant, what, mend)


def _idle(grant: Grant) -> Finding:
    what = f"matches nothing: there is no finding of {grant.policy} that it covers"
    mend = "Remove it, if what it was for is mended; else mend its scope."
    return grant_finding(grant, what, mend, Severity.WARN)
