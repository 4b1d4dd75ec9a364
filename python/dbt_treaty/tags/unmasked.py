"""The columns that a value can reach with no mask on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.tags.model import Trail
from dbt_treaty.tags.network import reach, trail
from dbt_treaty.tags.transforms import Classification


def unmasked_trails(
    graph: ColumnGraph,
    classification: Classification,
    masked: Iterable[ColumnRef],
    harmless: Collection[ColumnRef],
) -> dict[ColumnRef, Trail]:
    """For each of ``masked`` to which an unmasked way leads from a root: a shortest one.

    A root is a column that no query feeds: a source's, a seed's. A query's constant is none, for
    it is nobody's value. Where no such way leads to a column whose lineage is not known, that
    column is a root itself: what feeds it may not be all there is.

    Args:
        graph: all columns.
        classification: what strips tags, and what is a mask.
        masked: the columns to look at.
        harmless: columns that are no roots: masked by their owner, elsewhere.
    """
    parents = _upstream(graph, classification, masked)
    # Numbers in the order of names decide which of several shortest ways is told.
    refs = sorted(parents)
    numbers = {ref: number for number, ref in enumerate(refs)}
    children: dict[int, list[int]] = {}
    for ref, fed_by in parents.items():
        for parent in fed_by:
            children.setdefault(numbers[parent], []).append(numbers[ref])

    def following(number: int) -> Collection[int]:
        return children.get(number, ())

    roots, doubtful = [], []
    for number, ref in enumerate(refs):
        made = graph.output(ref)
        if made is not None and made.reason is not None:
            doubtful.append(number)
        elif made is None and not _is_fed(graph, ref) and ref not in harmless:
            roots.append(number)
    before = reach(roots, following)
    unreached = [number for number in doubtful if number not in before]
    open_ways = {**reach(unreached, following), **before}
    return {
        ref: trail(open_ways, numbers[ref], refs.__getitem__)
        for ref in sorted(masked)
        if ref in numbers and numbers[ref] in open_ways
    }


def _upstream(
    graph: ColumnGraph, classification: Classification, masked: Iterable[ColumnRef]
) -> dict[ColumnRef, list[ColumnRef]]:
    """All that a value with no mask on its way may come from, each with what feeds it like that."""
    parents: dict[ColumnRef, list[ColumnRef]] = {}
    waiting = [ref for ref in masked if ref in graph]
    while waiting:
        ref = waiting.pop()
        if ref not in parents:
            parents[ref] = [
                parent
                for parent, edge in graph.into(ref)
                if not classification.strips(edge) and not classification.masks_value(edge)
            ]
            waiting.extend(parents[ref])
    return parents


def _is_fed(graph: ColumnGraph, ref: ColumnRef) -> bool:
    """Whether a value flows into the column from one that a query makes."""
    ways = graph.into(ref)
    return any(
        edge.evolution != "scan" and graph.output(parent) is not None for parent, edge in ways
    )
