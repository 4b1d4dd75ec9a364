"""The column graph in networkx, for whoever walks it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import networkx as nx

from dbt_treaty.column_graph.model import Ways
from dbt_treaty.lineage.model import ColumnRef, Edge
from dbt_treaty.project.collector import collector_paused

_parent = attrgetter("parent")


def networked(ways: Ways) -> nx.DiGraph[ColumnRef]:
    """A node for each column and an edge for each pair, with all ways between the two on it."""
    graph: nx.DiGraph[ColumnRef] = nx.DiGraph()
    with collector_paused():
        refs = {
            relation: {column: ColumnRef(relation, column) for column in columns}
            for relation, columns in ways.items()
        }
        for each in refs.values():
            graph.add_nodes_from(each.values())
        graph.add_edges_from(
            # The node's own object: what is identical is compared in no time.
            (refs[parent.relation][parent.column], refs[relation][column], {"edges": edges})
            for relation, columns in ways.items()
            for column, into in columns.items()
            for parent, edges in _by_parent(into)
        )
    return graph


def _by_parent(edges: tuple[Edge, ...]) -> Iterator[tuple[ColumnRef, tuple[Edge, ...]]]:
    if len(edges) == 1:
        yield edges[0].parent, edges
        return
    for parent, group in groupby(edges, key=_parent):
        yield parent, tuple(group)
