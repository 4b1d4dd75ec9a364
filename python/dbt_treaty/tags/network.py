"""The column graph as tags see it: numbers instead of names, and only what carries a tag.

Tags touch a small part of a large project: each relation is numbered, and the ways from it are
read, when a walk gets there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import accumulate, count

import msgspec

from dbt_treaty.column_graph.model import UNRESOLVED, ColumnGraph
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.tags.model import Trail
from dbt_treaty.tags.transforms import Classification

START = -1
Following = Callable[[int], Collection[int]]
_BARE, _MASKED, _CERTAIN = 1, 2, 4


class Fan(msgspec.Struct, frozen=True, gc=False):
    """The columns that a column reaches past no mask, through one, and in either way by no guess.

    A column that several ways lead to stands there several times.
    """

    bare: Collection[int] = ()
    masked: Collection[int] = ()
    certain: Collection[int] = ()


_NOWHERE = Fan()


class Network:
    """The ways along which tags travel, columns numbered in the order of their names."""

    def __init__(self, graph: ColumnGraph, classification: Classification) -> None:
        self._graph = graph
        self._crossings = _Crossings(classification)
        self._relations = sorted(graph.ways)
        sizes = [len(graph.ways[relation]) for relation in self._relations]
        # The number of each relation's first column.
        self._first = dict(zip(self._relations, accumulate([0, *sizes]), strict=False))
        self._firsts = list(self._first.values())
        self._numbers: dict[str, dict[str, int]] = {}
        self._names: dict[str, list[str]] = {}
        self._fans: dict[int, Fan] = {}
        # The ways read so far from relations that no walk got to, by the column they begin at.
        self._waiting: dict[ColumnRef, list[tuple[int, int]]] = {}
        self._read: set[str] = set()

    def number(self, ref: ColumnRef) -> int | None:
        """A column's number; None for what is no column of the graph."""
        return self._numbered(ref.relation).get(ref.column) if ref in self._graph else None

    def ref(self, number: int) -> ColumnRef:
        """The column of a number."""
        relation = self._relation(number)
        self._numbered(relation)
        return ColumnRef(relation, self._names[relation][number - self._first[relation]])

    def fan(self, number: int) -> Fan:
        """Where the value of a column goes."""
        found = self._fans.get(number)
        if found is None:
            self._open(self._relation(number))
            found = self._fans[number]
        return found

    def certain(self, number: int) -> Collection[int]:
        """The columns that a column's tags surely reach."""
        return self.fan(number).certain

    def carrying(self, number: int) -> Collection[int]:
        """The columns that a column's tags may reach."""
        fan = self.fan(number)
        return (*fan.bare, *fan.masked) if fan.masked else fan.bare

    def _relation(self, number: int) -> str:
        return self._relations[bisect_right(self._firsts, number) - 1]

    def _numbered(self, relation: str) -> dict[str, int]:
        numbers = self._numbers.get(relation)
        if numbers is None:
            names = self._names[relation] = sorted(self._graph.ways[relation])
            places = zip(names, count(self._first[relation]), strict=False)
            numbers = self._numbers[relation] = dict(places)
        return numbers

    def _open(self, relation: str) -> None:
        """Make the fans of a relation's columns."""
        for reader in self._graph.readers.get(relation, ()):
            if reader not in self._read:
                self._read.add(reader)
                self._read_ways(reader)
        for name, number in self._numbered(relation).items():
            ways = self._waiting.pop(ColumnRef(relation, name), None)
            self._fans[number] = _fan(ways) if ways else _NOWHERE

    def _read_ways(self, reader: str) -> None:
        """Put every way into a relation down where it begins."""
        numbers, waiting, crossings = self._numbered(reader), self._waiting, self._crossings
        for column, edges in self._graph.ways[reader].items():
            for edge in edges:
                # Few of a project's edges differ in more than their ends.
                crossing = 0 if edge.evolution == "scan" else crossings[edge.transforms]
                if crossing:
                    waiting.setdefault(edge.parent, []).append((numbers[column], crossing))


class _Crossings(dict[tuple[str, ...], int]):
    """How a tag gets past transforms, in bits; 0 where it does not."""

    def __init__(self, classification: Classification) -> None:
        super().__init__()
        self._classification = classification

    def __missing__(self, transforms: tuple[str, ...]) -> int:
        classification = self._classification
        crossing = 0
        if all(map(classification.passes, transforms)):
            is_masked = any(transform in classification.masks for transform in transforms)
            crossing = _MASKED if is_masked else _BARE
            crossing |= 0 if transforms == (UNRESOLVED,) else _CERTAIN
        self[transforms] = crossing
        return crossing


def _fan(ways: Iterable[tuple[int, int]]) -> Fan:
    bare = [target for target, crossing in ways if crossing & _BARE]
    masked = [target for target, crossing in ways if crossing & _MASKED]
    certain = [target for target, crossing in ways if crossing & _CERTAIN]
    return Fan(bare, masked, bare if certain == bare else certain)


def reach(starts: Iterable[int], following: Following) -> dict[int, int]:
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


def reachable(starts: Iterable[int], following: Following) -> set[int]:
    """Every node that can be reached, the starts among them."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for target in following(waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def trail(before: Mapping[int, int], end: int, ref: Callable[[int], ColumnRef]) -> Trail:
    """The way to ``end`` by name, as ``reach`` found it."""
    way = []
    while end != START:
        way.append(ref(end))
        end = before[end]
    return tuple(reversed(way))
