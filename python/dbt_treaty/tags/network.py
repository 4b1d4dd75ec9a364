"""The column graph as tags see it: numbers instead of names, and only what carries a tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dbt_treaty.column_graph.model import UNRESOLVED, ColumnGraph
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn
from dbt_treaty.tags.transforms import Classification

START = -1
Adjacency = Mapping[int, Sequence[int]]  # what is absent leads nowhere


@dataclass(frozen=True, slots=True)
class Network:
    """The ways along which tags travel, columns numbered in the order of their names.

    For each column: the columns it reaches past no mask (``bare``), through one (``masked``), and
    in either way but by no guess (``certain``). ``made`` has the output column of those that a
    query makes, and ``fed`` are the columns that a value of such a column flows into.
    """

    refs: Sequence[ColumnRef]
    bare: Adjacency
    masked: Adjacency
    certain: Adjacency
    made: Mapping[int, OutputColumn]
    fed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Crossing:
    feeds: bool
    bare: bool
    masked: bool
    certain: bool


def network(graph: ColumnGraph, classification: Classification) -> Network:
    """The network of a column graph under a classification of transforms."""
    refs = sorted(graph.graph, key=lambda ref: (ref.relation, ref.column))
    numbers = {ref: number for number, ref in enumerate(refs)}
    bare: dict[int, list[int]] = {}
    masked: dict[int, list[int]] = {}
    certain: dict[int, list[int]] = {}
    fed = set()
    made = {numbers[ref]: output for ref, output in _outputs(graph) if ref in numbers}
    # Few of a project's edges differ in more than their ends.
    known: dict[object, _Crossing] = {}
    for parent, child, edges in _edges(graph):
        ways = tuple((edge.evolution, edge.transforms) for edge in edges)
        crossing = known.get(ways) or known.setdefault(ways, _crossing(edges, classification))
        source, target = numbers[parent], numbers[child]
        if crossing.feeds and source in made:
            fed.add(target)
        if crossing.bare:
            bare.setdefault(source, []).append(target)
        if crossing.masked:
            masked.setdefault(source, []).append(target)
        if crossing.certain:
            certain.setdefault(source, []).append(target)
    return Network(refs, bare, masked, certain, made, frozenset(fed))


def along(adjacency: Adjacency) -> Callable[[int], Iterable[int]]:
    """What follows a node."""
    return lambda node: adjacency.get(node, ())


def reach(starts: Iterable[int], following: Callable[[int], Iterable[int]]) -> dict[int, int]:
    """Every node that can be reached and the node before it on a shortest way (``START``: none).

    Of several shortest ways the one over the smallest numbers is taken, from the end backwards.
    """
    before = dict.fromkeys(starts, START)
    frontier = sorted(before)
    while frontier:
        found = []
        for node in frontier:
            for target in following(node):
                if target not in before:
                    before[target] = node
                    found.append(target)
        frontier = sorted(found)
    return before


def _edges(graph: ColumnGraph) -> Iterator[tuple[ColumnRef, ColumnRef, tuple[Edge, ...]]]:
    yield from graph.graph.edges.data("edges")


def _outputs(graph: ColumnGraph) -> Iterator[tuple[ColumnRef, OutputColumn]]:
    for resource, query in graph.queries.items():
        for column in query.columns:
            yield ColumnRef(resource, column.name), column
    yield from graph.unlisted.items()


def _crossing(edges: Iterable[Edge], classification: Classification) -> _Crossing:
    edges = tuple(edges)
    carrying = [edge for edge in edges if not classification.strips(edge)]
    masked = [edge for edge in carrying if classification.masks_value(edge)]
    return _Crossing(
        feeds=any(edge.evolution != "scan" for edge in edges),
        bare=len(masked) < len(carrying),
        masked=bool(masked),
        certain=any(edge.transforms != (UNRESOLVED,) for edge in carrying),
    )
