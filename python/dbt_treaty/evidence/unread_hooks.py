"""Statements beside the models' queries whose values no lineage follows, and who has to worry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.project.model import Resource, RunHook

_CALL = re.compile(r"\{[{%]-?\s*(?:do\s+)?([\w.]+)\s*\([^(){}]*\)\s*-?[%}]\}")


@dataclass(frozen=True, slots=True)
class UnreadHook:
    """A statement that writes values, or of which nobody can tell.

    ``owners`` are the models it stands at, none for an on-run ``hook``; ``target`` is what it
    writes into, where that is known. ``serious``: what it does may reach a product.
    """

    kind: str
    text: str
    owners: tuple[Resource, ...]
    hook: RunHook | None
    target: Resource | None
    serious: bool


def unread_hooks(evidence: Evidence, trusted: Collection[str]) -> Iterator[UnreadHook]:
    """Every such statement; one that stands at many models, written once for all, comes once.

    What writes into a relation is serious where a product reads that, however far up; what can't be
    read, where a product reads the model it stands at. An on-run hook that can't be read may write
    anything: it is serious in the project itself, while a package's was chosen with the package.

    Args:
        evidence: the project.
        trusted: macros that a hook may call, for somebody has read them.
    """
    project = evidence.project
    reached = _reached_by_products(evidence)
    for group in _grouped(evidence.graph.beside, trusted):
        first = group[0]
        owners = tuple(
            project.resources[each.owner] for each in group if each.owner in project.resources
        )
        hook = next((each for each in project.hooks if each.id == first.owner), None)
        target = project.resources.get(first.written or "")
        anything = hook is not None and hook.in_root and first.statement.effect == "dynamic"
        touched = {each.id for each in owners} | ({target.id} if target else set())
        serious = bool(touched & reached or (anything and reached))
        yield UnreadHook(first.kind, first.statement.text, owners, hook, target, serious)


def _grouped(beside: Iterable[Beside], trusted: Collection[str]) -> list[list[Beside]]:
    groups: dict[tuple[str, ...], list[Beside]] = {}
    for each in beside:
        statement = each.statement
        call = _CALL.fullmatch(statement.text)
        if statement.effect == "none" or (call and call[1] in trusted):
            continue
        of_its_own = each.owner if statement.effect == "writes" else ""
        groups.setdefault((each.kind, statement.text, of_its_own), []).append(each)
    return list(groups.values())


def _reached_by_products(evidence: Evidence) -> frozenset[str]:
    """The products and everything they are made of, as dbt or their SQL says."""
    resources, queries = evidence.project.resources, evidence.graph.queries
    brought: dict[str, list[str]] = {}
    for each in evidence.graph.beside:
        if each.written is not None:
            brought.setdefault(each.written, []).extend(each.suspects)
    waiting = [each.id for each in resources.values() if each.is_public and each.kind != "source"]
    seen: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen and id_ in resources:
            seen.add(id_)
            query = queries.get(id_)
            named = (read.relation for read in query.reads if read.relation) if query else ()
            waiting += [*resources[id_].parents, *brought.get(id_, ()), *named]
    return frozenset(seen)
