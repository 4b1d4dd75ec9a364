"""The exceptions that a policy heeds by itself: without them it would say more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbt_treaty.authored.granted import grants_of
from dbt_treaty.authored.rego.documents import key_of
from dbt_treaty.authored.rego.rules import Rules
from dbt_treaty.authored.rego.verdict import Verdict
from dbt_treaty.exceptions.model import Grant


def may_heed(rules: Rules, grants: Iterable[Grant]) -> list[Grant]:
    """The grants that a policy may look for: its own, and those whose names stand in its text."""
    if "exceptions" not in rules.question.parts:
        return []
    return [each for each in grants if each.policy == rules.name or each.name in rules.words]


def heeded(grants: Iterable[Grant], told: Verdict, without: Verdict) -> Iterator[Grant]:
    """Those of some grants that may speak of a case of which less is said than without any."""
    listed = tuple(grants)
    said = {key_of(case): texts for case, texts in told.said()}
    for case, texts in without.said():
        if texts - said.get(key_of(case), frozenset()):
            column = case.column.ref.column if case.column else None
            yield from grants_of(listed, case.resource, column)
