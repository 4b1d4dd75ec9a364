"""A walk through the column graph, no further than asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from dbt_treaty.column_graph.model import WHOLE_ROW, ColumnGraph
from dbt_treaty.lineage.model import ColumnRef

Neighbours = Callable[[ColumnRef], Iterable[ColumnRef]]


@dataclass(frozen=True, slots=True)
class Walk:
    """The columns a walk reached and, as pairs from the starts on, the ways it took.

    ``cut`` are the columns at which it ended though something follows; ``visited`` all others.
    """

    reached: frozenset[ColumnRef]
    visited: frozenset[ColumnRef]
    cut: frozenset[ColumnRef]
    ways: tuple[tuple[ColumnRef, ColumnRef], ...]


def parents(graph: ColumnGraph) -> Neighbours:
    """What feeds a column; nothing for a column that the graph does not have."""
    return lambda ref: graph.graph.predecessors(ref) if ref in graph.graph else ()


def children(graph: ColumnGraph) -> Neighbours:
    """What a column feeds; nothing for a column that the graph does not have."""
    return lambda ref: graph.graph.successors(ref) if ref in graph.graph else ()


def walk(starts: Iterable[ColumnRef], neighbours: Neighbours, depth: int | None = None) -> Walk:
    """Everything within ``depth`` steps of the starts (None: everything there is).

    Between a column and the whole row that it stands in there is no step: a row is its columns.
    """
    level = dict.fromkeys(starts)
    reached = set(level)
    _take_in_rows(level, reached, neighbours)
    for _ in range(depth) if depth is not None else count():
        level = dict.fromkeys(_new(level, reached, neighbours))
        if not level:
            break
        reached.update(level)
        _take_in_rows(level, reached, neighbours)
    cut = frozenset(_leading_on(level, reached, neighbours))
    ways = tuple(
        (ref, each)
        for ref in reached
        for each in neighbours(ref)
        if each in reached and (ref not in cut or _in_one_row(ref, each))
    )
    return Walk(frozenset(reached), frozenset(reached - cut), cut, ways)


def _new(
    level: Iterable[ColumnRef], reached: set[ColumnRef], neighbours: Neighbours
) -> Iterator[ColumnRef]:
    return (each for ref in level for each in neighbours(ref) if each not in reached)


def _leading_on(
    level: Iterable[ColumnRef], reached: set[ColumnRef], neighbours: Neighbours
) -> Iterator[ColumnRef]:
    return (ref for ref in level if any(each not in reached for each in neighbours(ref)))


def _take_in_rows(
    level: dict[ColumnRef, None], reached: set[ColumnRef], neighbours: Neighbours
) -> None:
    """Add to a level the rows of its columns, or the columns of its rows."""
    waiting = list(level)
    while waiting:
        ref = waiting.pop()
        for each in neighbours(ref):
            if each not in reached and _in_one_row(ref, each):
                reached.add(each)
                level[each] = None
                waiting.append(each)


def _in_one_row(one: ColumnRef, other: ColumnRef) -> bool:
    return one.relation == other.relation and WHOLE_ROW in (one.column, other.column)
