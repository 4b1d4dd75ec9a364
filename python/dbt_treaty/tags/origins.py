"""Which of the columns that declare a tag are where it begins."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dbt_treaty.tags.network import Following, reachable

Origins = Callable[[Collection[int]], set[int]]


def origin_finder(certain: Following, declaring: Collection[int]) -> Origins:
    """A function from the columns that declare a tag to those at which the tag begins.

    A column that surely inherits the tag from another one that declares it is no origin: a product
    that declares what it inherits through a mask does not begin anew without it. Columns of one
    cycle don't take that from each other, and a guess takes it from nobody.

    Args:
        certain: the columns that a column's tags surely reach.
        declaring: every column that declares any tag.
    """
    loops = _loops(reachable(declaring, certain), certain)

    def loop(number: int) -> int:
        return loops.get(number, number)

    def origins(declaring: Collection[int]) -> set[int]:
        inheriting = {
            loop(target)
            for number in reachable(declaring, certain)
            for target in certain(number)
            if loop(target) != loop(number)
        }
        return {number for number in declaring if loop(number) not in inheriting}

    return origins


def _loops(columns: Collection[int], certain: Following) -> dict[int, int]:
    """For each column on a cycle of several the cycle's own number; a project has few of them."""
    left = _unpeeled(columns, certain)
    if not left:
        return {}
    # Only a project with cycles needs networkx, which takes long to import.
    import networkx as nx  # noqa: PLC0415

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((n, target) for n in left for target in certain(n) if target in left)
    components = (each for each in nx.strongly_connected_components(graph) if len(each) > 1)
    return {number: min(component) for component in components for number in component}


def _unpeeled(columns: Collection[int], certain: Following) -> set[int]:
    """What is left when columns that nothing left feeds are taken away, again and again.

    All that ``columns`` reach must be among them.
    """
    parents: dict[int, int] = {}
    for number in columns:
        for target in certain(number):
            parents[target] = parents.get(target, 0) + 1
    free = [number for number in columns if number not in parents]
    left = set(columns)
    while free:
        number = free.pop()
        left.discard(number)
        for target in certain(number):
            parents[target] -= 1
            if parents[target] == 0:
                free.append(target)
    return left
