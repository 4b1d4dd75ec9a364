"""The queries of a project joined into one graph of columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
from msgspec.structs import replace

from dbt_treaty.column_graph.model import OTHERS, UNRESOLVED, WHOLE_ROW
from dbt_treaty.column_graph.nested import record_of
from dbt_treaty.column_graph.queries import Queries
from dbt_treaty.lineage.model import ColumnRef, Edge, Evolution, OutputColumn
from dbt_treaty.project.model import Project, Resource

_ROW = ("row",)  # what a whole row does to each of its columns
_FIELD = ("struct",)  # what a record does to each of its fields


@dataclass(frozen=True, slots=True)
class Joined:
    """The graph, and the columns that are read though no query lists them."""

    graph: nx.DiGraph[ColumnRef]
    unlisted: Mapping[ColumnRef, OutputColumn]


def join(queries: Queries, project: Project) -> Joined:
    """One graph of every column: known, read somewhere, or only suspected."""
    joiner = _Joiner(queries)
    for resource in project.resources:
        joiner.add_columns(resource)
    for resource in project.resources:
        joiner.add_query(resource)
    for each in project.resources.values():
        joiner.add_fields(each, project.adapter)
    joiner.add_twins()
    joiner.add_whole_rows()
    return Joined(joiner.finished(), joiner.unlisted)


class _Joiner:
    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        # Columns by resource and folded name: what is read has one spelling.
        self._spelled: dict[str, dict[str, str]] = {}
        self._nodes: dict[ColumnRef, None] = {}
        self._ways: dict[tuple[ColumnRef, ColumnRef], dict[Edge, None]] = {}
        self._whole_rows: dict[str, None] = {}
        self._others = {
            resource: column
            for resource, query in queries.lineages.items()
            for column in query.columns
            if column.name == OTHERS
        }
        self.unlisted: dict[ColumnRef, OutputColumn] = {}

    def add_columns(self, resource: str) -> None:
        spelled = self._spelled.setdefault(resource, {})
        for name in self._queries.columns(resource):
            self._nodes[ColumnRef(resource, name)] = None
            if name == OTHERS:
                continue
            spelled[name] = name
            spelled.setdefault(name.casefold(), name)

    def add_query(self, resource: str) -> None:
        query = self._queries.lineages.get(resource)
        if query is None:
            return
        for column in query.columns:
            child = ColumnRef(resource, column.name)
            for edge in column.edges:
                self._connect(self._read(edge.parent), child, edge.evolution, edge.transforms)
            if column.reason is not None:
                self._suspect(column.suspects, child)

    def add_fields(self, resource: Resource, adapter: str) -> None:
        """A field that is declared as a column is in its record, whoever reads that."""
        listed = {name.casefold() for name in self._queries.columns(resource.id)}
        read = {name.casefold() for name in self._spelled[resource.id]}
        for name in resource.columns if resource.kind != "seed" else ():
            record = record_of(name, listed | read, adapter)
            if record is not None:
                field = ColumnRef(resource.id, name)
                self._nodes[field] = None
                self._connect(field, self._read(ColumnRef(resource.id, record)), "mod", _FIELD)

    def add_twins(self) -> None:
        for leader, *others in self._queries.groups.values():
            for other in others:
                self._equate(leader, other)
                unlisted = ColumnRef(leader, OTHERS)
                if unlisted in self._nodes:
                    self._connect(unlisted, self._whole_row(other), "mod", _ROW)

    def add_whole_rows(self) -> None:
        """Feed each whole row that is read from every column there is."""
        by_resource: dict[str, list[ColumnRef]] = {}
        for ref in self._nodes:
            if ref.column != WHOLE_ROW and ref.relation in self._whole_rows:
                by_resource.setdefault(ref.relation, []).append(ref)
        for resource in self._whole_rows:
            for ref in by_resource.get(resource, ()):
                self._connect(ref, ColumnRef(resource, WHOLE_ROW), "mod", _ROW)

    def finished(self) -> nx.DiGraph[ColumnRef]:
        graph: nx.DiGraph[ColumnRef] = nx.DiGraph()
        graph.add_nodes_from(self._nodes)
        graph.add_edges_from(
            (parent, child, {"edges": tuple(sorted(ways))})
            for (parent, child), ways in self._ways.items()
        )
        return graph

    def _read(self, ref: ColumnRef) -> ColumnRef:
        """The node of a column that a query reads, made where no query lists it."""
        if ref.column == "*":  # to whoever reads it, the star is the whole row
            return self._whole_row(ref.relation)
        spelled = self._spelled.setdefault(ref.relation, {})
        name = spelled.get(ref.column) or spelled.get(ref.column.casefold())
        if name is not None:
            return ColumnRef(ref.relation, name)
        spelled[ref.column] = spelled[ref.column.casefold()] = ref.column
        self._nodes[ref] = None
        others = self._others.get(ref.relation)
        if others is not None:
            self._connect(ColumnRef(ref.relation, OTHERS), ref, "mod", (UNRESOLVED,))
            self.unlisted[ref] = replace(others, name=ref.column, edges=())
        return ref

    def _whole_row(self, resource: str) -> ColumnRef:
        row = ColumnRef(resource, WHOLE_ROW)
        self._nodes[row] = None
        self._whole_rows[resource] = None
        return row

    def _suspect(self, suspects: Iterable[str], child: ColumnRef) -> None:
        for suspect in suspects:
            self._connect(self._whole_row(suspect), child, "mod", (UNRESOLVED,))

    def _equate(self, one: str, other: str) -> None:
        names = dict.fromkeys([*self._spelled[one].values(), *self._spelled[other].values()])
        for name in names:
            first, second = self._read(ColumnRef(one, name)), self._read(ColumnRef(other, name))
            self._connect(first, second, "copy", ())
            self._connect(second, first, "copy", ())

    def _connect(
        self, parent: ColumnRef, child: ColumnRef, evolution: Evolution, transforms: tuple[str, ...]
    ) -> None:
        edge = Edge(parent, evolution, transforms)
        self._ways.setdefault((parent, child), {})[edge] = None
