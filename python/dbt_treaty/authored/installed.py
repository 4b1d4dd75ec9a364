"""Policies in Python, by entry point: each names a ``Policy``, or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points

from dbt_treaty.authored.broken import broken_policy
from dbt_treaty.authored.name import fits, kebab
from dbt_treaty.errors import Place, Problem
from dbt_treaty.evidence.policy import Policy

GROUP = "dbt_treaty.policies"
_MEND = "Mend the package, or uninstall it: what its policies should judge is not judged."


def installed_policies() -> tuple[Policy, ...]:
    """The policies of every installed package, in the order of the packages' names.

    One that can't be had is a policy too, whose finding says why: a package that broke must not
    take its rules away in silence.
    """
    found = sorted(entry_points(group=GROUP), key=lambda point: (_origin(point), point.value))
    return tuple(policy for point in found for policy in _policies(point))


def _policies(point: EntryPoint) -> Iterator[Policy]:
    origin = _origin(point)
    try:
        loaded = point.load()
        listed = list(loaded) if isinstance(loaded, Iterable) else [loaded]
    except (Exception, SystemExit) as error:  # whatever a package does while it is imported
        told = " ".join(str(error).split())
        yield _broken(point, f"can't be imported: {type(error).__name__}: {told}")
        return
    for policy in listed:
        if not isinstance(policy, Policy):
            yield _broken(point, f"is {type(policy).__name__}, and must be a Policy, or several")
        elif not fits(policy.name):
            yield _broken(point, f"has a policy named {policy.name!r}, which no setting can name")
        else:
            yield replace(policy, origin=origin)


def _broken(point: EntryPoint, what: str) -> Policy:
    origin = _origin(point)
    problem = Problem(Place(""), f"The entry point {point.name} ({origin}) {what}.", _MEND)
    name = kebab(point.name)
    return broken_policy(name if fits(name) else f"installed-{name}", [problem], origin)


def _origin(point: EntryPoint) -> str:
    package = point.dist.name if point.dist else "?"
    return f"the package {package}, {point.name} = {point.value}"
