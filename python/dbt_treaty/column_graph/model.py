"""The column graph: every column of a project and how values travel between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import networkx as nx

from dbt_treaty.findings import Coverage
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage

OTHERS = "*"  # the columns of a model that nobody can list, as its query spells them
WHOLE_ROW = "* (whole row)"  # a relation's row as one value: every column it has feeds it
UNRESOLVED = "unresolved"  # the one transform of an edge that is a guess

_NONE: Mapping[ColumnRef, OutputColumn] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ColumnGraph:
    """The columns of a project and the edges between them.

    ``graph`` has a ``ColumnRef`` (relation: dbt's unique id) for each node; an edge parent → child
    carries ``edges``, the tuple of ``Edge`` (one for each way). ``queries`` holds each model's own
    lineage by unique id, columns named as the project declares them; a model that could not be read
    has its reason there and each known column with that reason. ``columns`` gives each resource's
    columns in order, declared or analysed. ``unlisted`` has the columns of a model that are read
    somewhere though its query does not list them.

    What a query only reads to choose or order rows (``QueryLineage.row_scans``) is not among the
    edges: it feeds every column alike and carries nothing. An uncertain edge comes from the whole
    row of what the value may come from, with the evolution ``mod`` and the transforms
    ``("unresolved",)``. The column ``*`` of a model stands for those that nobody can list.
    """

    graph: nx.DiGraph[ColumnRef]
    queries: Mapping[str, QueryLineage]
    columns: Mapping[str, tuple[str, ...]]
    coverage: Coverage
    unlisted: Mapping[ColumnRef, OutputColumn] = field(default_factory=lambda: _NONE)

    def output(self, ref: ColumnRef) -> OutputColumn | None:
        """The output column of a model's query, or None for what no query makes."""
        if ref in self.unlisted:
            return self.unlisted[ref]
        query = self.queries.get(ref.relation)
        if query is None:
            return None
        return next((column for column in query.columns if column.name == ref.column), None)

    def into(self, child: ColumnRef) -> Iterator[tuple[ColumnRef, Edge]]:
        """Every way into a column: the parent and the edge."""
        if child not in self.graph:
            return
        for parent in self.graph.predecessors(child):
            for edge in self.graph.edges[parent, child]["edges"]:
                yield parent, edge
