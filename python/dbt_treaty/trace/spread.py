"""How far a change to columns spreads: along values, along conditions, along guesses, in rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.model import UNRESOLVED
from dbt_treaty.column_graph.twins import find_twins
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef, Edge
from dbt_treaty.trace.impact_model import How, TouchedRows
from dbt_treaty.trace.row_scans import RowScans
from dbt_treaty.trace.walk import walk

Starts = Iterable[ColumnRef]


@dataclass(frozen=True, slots=True)
class Spread:
    """The columns a change reaches, and why which models' rows change.

    ``values`` and ``conditions`` are reached by no guess, the former past no condition either;
    ``perhaps_values`` past no condition, and any other column in some way.
    """

    reached: frozenset[ColumnRef]
    values: frozenset[ColumnRef]
    conditions: frozenset[ColumnRef]
    perhaps_values: frozenset[ColumnRef]
    rows: Mapping[str, TouchedRows]

    def how(self, ref: ColumnRef) -> tuple[How, bool]:
        """How a column is reached, and whether that is certain; what is certain is told first."""
        certain = ref in self.values or ref in self.conditions
        values = self.values if certain else self.perhaps_values
        return ("value" if ref in values else "condition"), certain


def spread(evidence: Evidence, starts: Starts) -> Spread:
    """How far a change spreads from columns."""
    starts = tuple(starts)

    def reach(*counts: Callable[[Edge], bool]) -> frozenset[ColumnRef]:
        def counted(edge: Edge) -> bool:
            return all(count(edge) for count in counts)

        return walk(starts, lambda ref: _following(evidence, ref, counted)).reached

    reached, conditions = reach(), reach(_is_certain)
    return Spread(
        reached=reached,
        values=reach(_is_certain, _carries),
        conditions=conditions,
        perhaps_values=reach(_carries),
        rows=_rows(evidence, reached, conditions),
    )


def _following(
    evidence: Evidence, ref: ColumnRef, counts: Callable[[Edge], bool]
) -> Iterator[ColumnRef]:
    graph = evidence.graph.graph
    for child, way in graph.adj[ref].items() if ref in graph else ():
        if any(map(counts, way["edges"])):
            yield child


def _carries(edge: Edge) -> bool:
    return edge.evolution != "scan"


def _is_certain(edge: Edge) -> bool:
    return edge.transforms != (UNRESOLVED,)


def _rows(
    evidence: Evidence, reached: frozenset[ColumnRef], certain: frozenset[ColumnRef]
) -> dict[str, TouchedRows]:
    scans = RowScans(evidence.graph)
    reads: dict[str, list[ColumnRef]] = {}
    for ref in sorted(reached):
        for model in scans.readers(ref):
            reads.setdefault(model, []).append(ref)
    rows = {
        model: TouchedRows(tuple(refs), certain=any(ref in certain for ref in refs))
        for model, refs in sorted(reads.items())
    }
    return _inherited(evidence, rows) if rows else rows


def _inherited(evidence: Evidence, rows: dict[str, TouchedRows]) -> dict[str, TouchedRows]:
    """With every model that reads one of these, and so on: fewer rows there are fewer here."""
    twins, readers = find_twins(evidence.project), _readers(evidence)
    sure = [model for model in rows if rows[model].certain]
    unsure = [model for model in rows if not rows[model].certain]
    for first in (sure, unsure):  # a certain reason is told before one that is a guess
        level = first
        while level:
            following = []
            for model in level:
                for reader in sorted(readers.get(twins.of(model), ())):
                    if reader not in rows:
                        rows[reader] = TouchedRows(through=model, certain=rows[model].certain)
                        following.append(reader)
            level = following
    return rows


def _readers(evidence: Evidence) -> dict[str, set[str]]:
    """Who reads a resource, by reference or by name; twins are one resource."""
    twins = find_twins(evidence.project)
    readers: dict[str, set[str]] = {}
    for resource in evidence.project.resources.values():
        query = evidence.graph.queries.get(resource.id)
        named = {read.relation for read in query.reads if read.relation} if query else set()
        for parent in {*resource.parents, *named}:
            if twins.of(parent) != twins.of(resource.id):
                readers.setdefault(twins.of(parent), set()).add(resource.id)
    return readers
