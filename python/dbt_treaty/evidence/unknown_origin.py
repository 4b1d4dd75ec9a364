"""Where the trail of a column is lost: the nearest column upstream that can't be traced."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.tags.model import Trail
from dbt_treaty.tags.transforms import Classification


@dataclass(frozen=True, slots=True)
class Origin:
    """What can't be traced, why, and the trail from it to the column asked about.

    ``whole_model`` tells that nothing of the model is known: all its columns have this one cause.
    """

    trail: Trail
    reason: str
    whole_model: bool

    @property
    def ref(self) -> ColumnRef:
        """The column at which the trail is lost."""
        return self.trail[0]


def unknown_origins(
    graph: ColumnGraph, classification: Classification
) -> Mapping[ColumnRef, Origin]:
    """For each column whose origin is not known, the nearest place where it is lost.

    That may be the column itself. Only ways that could carry a tag count: what is merely read
    (``scan``) brings nothing along, and a count is a count, whatever it counts.
    """
    origins = dict(sorted(_lost(graph).items()))
    queue = deque(origins)
    while queue:
        ref = queue.popleft()
        for child in _children(graph, classification, ref):
            if child not in origins:
                origin = origins[ref]
                origins[child] = Origin((*origin.trail, child), origin.reason, origin.whole_model)
                queue.append(child)
    return origins


def _lost(graph: ColumnGraph) -> dict[ColumnRef, Origin]:
    outputs = dict(graph.unlisted)
    for relation, query in graph.queries.items():
        outputs |= {ColumnRef(relation, column.name): column for column in query.columns}
    return {
        ref: Origin((ref,), output.reason, _is_unread(graph, ref))
        for ref, output in outputs.items()
        if output.reason is not None
    }


def _is_unread(graph: ColumnGraph, ref: ColumnRef) -> bool:
    query = graph.queries.get(ref.relation)
    return query is not None and query.reason is not None


def _children(
    graph: ColumnGraph, classification: Classification, ref: ColumnRef
) -> list[ColumnRef]:
    if ref not in graph.graph:
        return []
    ways = graph.graph[ref].items()
    return sorted(child for child, way in ways if not all(map(classification.strips, way["edges"])))
