"""Whether a condition downstream reads a product's column, so that a new value falls through it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dbt_treaty.column_graph.model import WHOLE_ROW
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evolution.change import Switched
from dbt_treaty.lineage.model import ColumnRef


def switched_columns(evidence: Evidence) -> Switched:
    """Answers for each column of each product of the project.

    True: some query downstream of it, past any number of copies, chooses rows or values by it or
    computes with it, or can't be traced. None, can't be told: no model of the project is held to
    the product's contract, or the contract is made for a domain whose models are not at hand.
    """

    @cache
    def scanned() -> frozenset[tuple[str, str]]:
        return frozenset(
            (ref.relation, WHOLE_ROW if ref.column == "*" else ref.column.casefold())
            for query in evidence.graph.queries.values()
            for ref in query.row_scans
        )

    def switched(product: str, column: str) -> bool | None:
        starts = list(_columns(evidence, product, column))
        if not starts or _has_readers_elsewhere(evidence, product):
            return None
        return any(
            (ref.relation, name) in scanned()
            for ref in starts
            for name in (ref.column.casefold(), WHOLE_ROW)
        ) or _is_read(evidence, starts, scanned())

    return switched


def _columns(evidence: Evidence, product: str, column: str) -> Iterator[ColumnRef]:
    """The column in every model that is held to a contract of the product."""
    for known in known_contracts(evidence):
        if known.resource and known.contract.name.lower() == product.lower():
            names = evidence.graph.columns.get(known.resource.id, ())
            found = [name for name in names if name.casefold() == column.casefold()]
            yield from (ColumnRef(known.resource.id, name) for name in found)


def _has_readers_elsewhere(evidence: Evidence, product: str) -> bool:
    """Whether a contract of the product is made for a domain that has no model here."""
    here = {
        (resource.domain or "").lower()
        for resource in evidence.project.resources.values()
        if resource.kind == "model"
    }
    return any(
        consumer.split(".", maxsplit=1)[0].lstrip("@").lower() not in here
        for known in known_contracts(evidence)
        if known.contract.name.lower() == product.lower()
        for consumer in known.contract.consumers_intended
    )


def _is_read(
    evidence: Evidence, starts: list[ColumnRef], scanned: frozenset[tuple[str, str]]
) -> bool:
    graph = evidence.graph.graph
    waiting, seen = list(starts), set(starts)
    while waiting:
        ref = waiting.pop()
        for child, way in graph.adj[ref].items() if ref in graph else ():
            if any(edge.evolution != "copy" for edge in way["edges"]):
                return True
            if (child.relation, child.column.casefold()) in scanned:
                return True
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return False
