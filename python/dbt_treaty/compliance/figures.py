"""The share of compliance actions that the machine took, by quarter and by policy.

An action of the machine is a finding that the gate refused, counted once. An action of a person
is an exception granted or a review recorded. The share is the machine's of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dbt_treaty.compliance.entry import Entry
from dbt_treaty.compliance.quarter import Quarter, quarter_of

_BY_PERSON = ("granted", "reviewed")


@dataclass(frozen=True, slots=True)
class Actions:
    """How many actions: ``caught`` by the machine, ``granted`` and ``reviewed`` by people.

    ``mended`` counts what was caught and is gone; it is no action of its own.
    """

    caught: int = 0
    granted: int = 0
    reviewed: int = 0
    mended: int = 0

    @property
    def total(self) -> int:
        """All actions, the machine's and people's."""
        return self.caught + self.granted + self.reviewed

    @property
    def share(self) -> float | None:
        """The machine's share, from 0 to 1; None where there was nothing to do."""
        return self.caught / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A policy, and how much higher the quarter's share is than if it had stayed as it was."""

    policy: str
    by: float


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """One quarter: all of it, by policy, and the policies that moved the share most."""

    quarter: Quarter
    whole: Actions
    policies: Mapping[str, Actions] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()


def figures(entries: Iterable[Entry], today: date, quarters: int) -> tuple[QuarterFigures, ...]:
    """The last quarters up to today's, the oldest first, beginning with the journal's first."""
    listed = [each for each in entries if each.at <= today]
    if not listed:
        return ()
    first = min(quarter_of(each.at) for each in listed)
    wanted = [quarter_of(today)]
    while len(wanted) < quarters and wanted[0] > first:
        wanted.insert(0, wanted[0].before)
    counted = _counted(listed)
    return tuple(
        _figures(quarter, counted.get(quarter, {}), counted.get(quarter.before, {}))
        for quarter in wanted
    )


def _counted(entries: Iterable[Entry]) -> dict[Quarter, dict[str, Actions]]:
    counts: Counter[tuple[Quarter, str, str]] = Counter()
    counts.update((quarter_of(each.at), each.policy, each.what) for each in entries)
    found: dict[Quarter, dict[str, Actions]] = {}
    for quarter, policy in sorted({(quarter, policy) for quarter, policy, _ in counts}):
        found.setdefault(quarter, {})[policy] = Actions(
            *(counts[quarter, policy, what] for what in ("caught", *_BY_PERSON, "mended"))
        )
    return found


def _figures(
    quarter: Quarter, policies: Mapping[str, Actions], before: Mapping[str, Actions]
) -> QuarterFigures:
    return QuarterFigures(quarter, _sum(policies), policies, _moved(policies, before))


def _moved(now: Mapping[str, Actions], before: Mapping[str, Actions]) -> tuple[Moved, ...]:
    """Nothing where there was no quarter to move from."""
    share = _sum(now).share
    if share is None or _sum(before).share is None:
        return ()
    found = []
    for policy in sorted({*now, *before}):
        as_it_was = _sum({**now, policy: before.get(policy, Actions())}).share
        if as_it_was is not None and abs(share - as_it_was) >= 0.0005:  # shown as 0.1 points
            found.append(Moved(policy, share - as_it_was))
    return tuple(sorted(found, key=lambda each: (-abs(each.by), each.policy)))


def _sum(policies: Mapping[str, Actions]) -> Actions:
    each = policies.values()
    return Actions(
        caught=sum(actions.caught for actions in each),
        granted=sum(actions.granted for actions in each),
        reviewed=sum(actions.reviewed for actions in each),
        mended=sum(actions.mended for actions in each),
    )
