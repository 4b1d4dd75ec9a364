"""Where the trail of a column is lost: the nearest column upstream that can't be traced."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.tags.model import Trail
from dbt_treaty.tags.network import START, Network, trail
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
    (``scan``) brings nothing along, and a count is a count, whatever it counts. The origins are
    made when they are asked for.
    """
    lost = dict(_lost(graph))
    if not lost:
        return {}
    network = Network(graph, classification)
    numbers = {ref: number for ref in lost if (number := network.number(ref)) is not None}
    before = dict.fromkeys(sorted(numbers.values()), START)
    queue = deque(before)
    while queue:
        number = queue.popleft()
        for child in sorted(network.carrying(number)):
            if child not in before:
                before[child] = number
                queue.append(child)
    return _Origins(network, before, lost)


class _Origins(Mapping[ColumnRef, Origin]):
    def __init__(
        self, network: Network, before: Mapping[int, int], lost: Mapping[ColumnRef, Origin]
    ) -> None:
        self._network = network
        self._before = before
        self._lost = lost

    def __getitem__(self, ref: ColumnRef) -> Origin:
        if ref in self._lost:
            return self._lost[ref]
        number = self._network.number(ref)
        if number is None or number not in self._before:
            raise KeyError(ref)
        way = trail(self._before, number, self._network.ref)
        return replace(self._lost[way[0]], trail=way)

    def __iter__(self) -> Iterator[ColumnRef]:
        reached = map(self._network.ref, self._before)
        return iter(dict.fromkeys((*self._lost, *reached)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _lost(graph: ColumnGraph) -> Iterator[tuple[ColumnRef, Origin]]:
    for ref, output in graph.unlisted.items():
        if output.reason is not None:
            yield ref, Origin((ref,), output.reason, _is_unread(graph, ref))
    for relation, query in graph.queries.items():
        for column in query.columns:
            if column.reason is not None:
                ref = ColumnRef(relation, column.name)
                yield ref, Origin((ref,), column.reason, query.reason is not None)


def _is_unread(graph: ColumnGraph, ref: ColumnRef) -> bool:
    query = graph.queries.get(ref.relation)
    return query is not None and query.reason is not None
