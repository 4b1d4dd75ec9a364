"""Whether a grant holds on a day, and of which policy it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dbt_treaty.exceptions.model import Grant, Scope


def with_policy(grant: Grant, policies: Iterable[str]) -> Grant:
    """The grant with the policy that it is of; of those that its name may begin with, the longest.

    Where only the name tells, what follows the policy's is the mark it is for
    (``cross_region_eu``). A grant of which nothing tells stays as it is.
    """
    if grant.policy:
        return grant
    name = grant.name.replace("-", "_").casefold()
    for policy in sorted(policies, key=len, reverse=True):
        head, rest = policy.replace("-", "_"), ""
        if name == head or name.startswith(f"{head}_"):
            rest = name[len(head) + 1 :].replace("_", "-")
            meant = Scope(marks=(f"*:{rest}",)) if rest and grant.scope.is_empty else grant.scope
            return replace(grant, policy=policy, scope=meant)
    return grant


def is_over(grant: Grant, today: date) -> bool:
    """Whether its time has ended."""
    return grant.end <= today


def days_left(grant: Grant, today: date) -> int:
    """How many days it holds, this one counted."""
    return (grant.end - today).days


def longest(grant: Grant, most_days: int, today: date) -> date:
    """The last day on which it may end, where a policy may be excepted for so many days."""
    return grant.start(today) + timedelta(days=most_days)


def is_ahead(grant: Grant, today: date) -> bool:
    """Whether it says it was granted on a day that is yet to come."""
    return grant.granted_on is not None and grant.granted_on > today


def holds(grant: Grant, most_days: int, today: date) -> bool:
    """Whether it lets its findings stand today."""
    in_time = not is_over(grant, today) and not is_ahead(grant, today)
    return in_time and grant.end <= longest(grant, most_days, today)


def valid_grants(grants: Iterable[Grant], days: Mapping[str, int], today: date) -> Iterator[Grant]:
    """The grants that hold today; ``days`` has how long each policy may be excepted."""
    for grant in grants:
        says = not grant.scope.is_empty
        if says and grant.policy in days and holds(grant, days[grant.policy], today):
            yield grant
