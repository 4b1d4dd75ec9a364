"""Which of the columns that declare a tag are where it begins."""

from __future__ import annotations

from collections.abc import Callable, Collection

import networkx as nx

from dbt_treaty.tags.network import Adjacency, along, reach

Origins = Callable[[Collection[int]], set[int]]


def origin_finder(certain: Adjacency) -> Origins:
    """A function from the columns that declare a tag to those at which the tag begins.

    A column that surely inherits the tag from another one that declares it is no origin: a product
    that declares what it inherits through a mask does not begin anew without it. Columns of one
    cycle don't take that from each other, and a guess takes it from nobody.
    """
    loops = _loops(certain)

    def loop(number: int) -> int:
        return loops.get(number, number)

    def origins(declaring: Collection[int]) -> set[int]:
        inheriting = {
            loop(target)
            for number in reach(declaring, along(certain))
            for target in certain.get(number, ())
            if loop(target) != loop(number)
        }
        return {number for number in declaring if loop(number) not in inheriting}

    return origins


def _loops(certain: Adjacency) -> dict[int, int]:
    """For each column on a cycle of several the cycle's own number; a project has few of them."""
    left = _unpeeled(certain)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(
        (n, target) for n in left for target in certain.get(n, ()) if target in left
    )
    components = (each for each in nx.strongly_connected_components(graph) if len(each) > 1)
    return {number: min(component) for component in components for number in component}


def _unpeeled(certain: Adjacency) -> set[int]:
    """What is left when columns that nothing left feeds are taken away, again and again."""
    parents: dict[int, int] = {}
    for targets in certain.values():
        for target in targets:
            parents[target] = parents.get(target, 0) + 1
    free = [number for number in certain if number not in parents]
    left = {*certain, *parents}
    while free:
        number = free.pop()
        left.discard(number)
        for target in certain.get(number, ()):
            parents[target] -= 1
            if parents[target] == 0:
                free.append(target)
    return left
