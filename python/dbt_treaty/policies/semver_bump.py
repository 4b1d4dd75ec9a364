"""``semver-bump``: a version says how much has changed."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.evolutions import evolutions, resource_of
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.evolution.change import Change
from dbt_treaty.evolution.evolution import Evolution, Fault
from dbt_treaty.evolution.level import Level
from dbt_treaty.findings import Finding, Severity

NAME = "semver-bump"
_PRIVATE_TIERS = ("raw", "derived")
_MOST = 3


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each contract whose version goes up too little; none without a baseline."""
    for evolution in evolutions(evidence):
        found = judge_evolution(evolution, resource_of(evidence, evolution.contract))
        if found is not None:
            yield found


def judge_evolution(evolution: Evolution, resource: str = "") -> Finding | None:
    """The finding on one contract, on the resource it binds; None where its version will do."""
    if evolution.fault is None:
        return None
    message, mend = _TOLD[evolution.fault](evolution)
    contract = evolution.contract
    mild = evolution.fault is Fault.REPLACED or contract.tier in _PRIVATE_TIERS
    return Finding(
        policy=NAME,
        severity=Severity.WARN if mild else Severity.ERROR,
        resource=resource,
        message=message,
        help=mend,
        path=contract.place.path,
        line=contract.place.line,
    )


def _not_raised(evolution: Evolution) -> tuple[str, str]:
    return (
        f"{evolution.name} changed and its version is {evolution.contract.version} as before: "
        f"{_changes(evolution)}.",
        _write(evolution),
    )


def _too_small(evolution: Evolution) -> tuple[str, str]:
    needed, given = (level.word if level else "" for level in (evolution.needed, evolution.given))
    return (
        f"{evolution.name} goes from {_before(evolution)} to {evolution.contract.version}, which "
        f"allows a {given} change, and this one is {needed}: {_changes(evolution)}.",
        _write(evolution),
    )


def _went_down(evolution: Evolution) -> tuple[str, str]:
    return (
        f"{evolution.name} goes down from {_before(evolution)} to {evolution.contract.version}: "
        "whoever is pinned to what was there has nothing to read.",
        _write(evolution),
    )


def _withdrawn(evolution: Evolution) -> tuple[str, str]:
    major = evolution.contract.major
    also = f" {evolution.note}" if evolution.note else ""
    return (
        f"{_changes(evolution)}, and no day after which nobody reads it has passed.{also}",
        f"Bring the contract back. To withdraw it, say `deprecation: {{previous_version: {major}.x,"
        " sunset_date: …}` in a last version or in the major that follows it, and take it away "
        "after that day.",
    )


def _replaced(evolution: Evolution) -> tuple[str, str]:
    return (
        f"{_changes(evolution)}, and its successor takes its place at once: whoever is pinned to "
        f"{evolution.contract.major}.x has nothing to read.",
        "Keep its contract and its model beside the new ones until that day: write the new major "
        "into a file of its own.",
    )


_TOLD = {
    Fault.NOT_RAISED: _not_raised,
    Fault.TOO_SMALL: _too_small,
    Fault.WENT_DOWN: _went_down,
    Fault.WITHDRAWN: _withdrawn,
    Fault.REPLACED: _replaced,
}


def _before(evolution: Evolution) -> str:
    return evolution.before.version if evolution.before else ""


def _changes(evolution: Evolution) -> str:
    """The changes of the level that is needed: they are what the version must answer for."""
    heaviest = [change for change in evolution.changes if change.level is evolution.needed]
    told = [_told(change) for change in heaviest[:_MOST]]
    more = f" and {len(heaviest) - _MOST} more" if len(heaviest) > _MOST else ""
    return "; ".join(told) + more


def _told(change: Change) -> str:
    return f"{change.message} ({change.rule})"


def _write(evolution: Evolution) -> str:
    notes = (
        " A new major needs a deprecation block."
        if evolution.needed is Level.MAJOR and not evolution.contract.version.startswith("0.")
        else ""
    )
    return (
        f'Write version "{evolution.wanted}" or higher, or take the change back.{notes} '
        "`dbt-treaty diff` lists every change."
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a version bump smaller than the change, against the baseline",
    rests_on="facts",
)
