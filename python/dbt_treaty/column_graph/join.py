"""The queries of a project joined into one graph of columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.column_graph.model import OTHERS, UNRESOLVED, WHOLE_ROW, Ways
from dbt_treaty.column_graph.nested import record_of
from dbt_treaty.lineage.model import ColumnRef, Edge, Evolution, OutputColumn, QueryLineage
from dbt_treaty.project.model import Project, Resource

_ROW = ("row",)  # what a whole row does to each of its columns
_FIELD = ("struct",)  # what a record does to each of its fields
_NO_COLUMNS: Mapping[str, object] = {}


class Told(Protocol):
    """What is joined: see ``Queries``."""

    @property
    def lineages(self) -> Mapping[str, QueryLineage]:
        """The lineage of each model and snapshot, by unique id."""

    @property
    def groups(self) -> Mapping[str, list[str]]:
        """The resources that are one table, each group by its leader, which comes first."""

    @property
    def beside(self) -> tuple[Beside, ...]:
        """What runs beside the queries."""

    def columns(self, resource: str) -> tuple[str, ...]:
        """A resource's columns in order."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The ways into every column, each resource's columns in order, and those that no query lists.

    The latter are read all the same, or written into.
    """

    ways: Ways
    columns: Mapping[str, tuple[str, ...]]
    unlisted: Mapping[ColumnRef, OutputColumn]


def join(queries: Told, project: Project) -> Joined:
    """One graph of every column: known, read somewhere, or only suspected."""
    columns = {each: queries.columns(each) for each in project.resources}
    joiner = _Joiner(queries, columns)
    for resource in project.resources:
        joiner.add_query(resource)
    for each in project.resources.values():
        joiner.add_fields(each, project.adapter)
    joiner.add_written(queries.beside)
    joiner.add_twins()
    joiner.add_whole_rows()
    return Joined(joiner.finished(), columns, joiner.unlisted)


class _Joiner:
    """Most of what the queries say is taken over as it is; the rest is connected way by way."""

    def __init__(self, queries: Told, columns: Mapping[str, tuple[str, ...]]) -> None:
        self._queries = queries
        self._columns = columns
        self._ways: dict[str, dict[str, tuple[Edge, ...]]] = {
            resource: dict.fromkeys(names, ()) for resource, names in columns.items()
        }
        self._more: dict[ColumnRef, list[Edge]] = {}
        # Columns by resource and folded name: what is read has one spelling.
        self._spelled: dict[str, dict[str, str]] = {}
        self._whole_rows: dict[str, None] = {}
        self.unlisted: dict[ColumnRef, OutputColumn] = {}

    def add_query(self, resource: str) -> None:
        query = self._queries.lineages.get(resource)
        if query is None:
            return
        own = self._ways[resource]
        one_each = len(self._columns[resource]) == len(query.columns)
        for column in query.columns:
            if one_each and column.reason is None and self._is_known(column.edges):
                own[column.name] = column.edges  # sorted, free of doubles, as the engine made them
            else:
                self._add_column(ColumnRef(resource, column.name), column)

    def add_fields(self, resource: Resource, adapter: str) -> None:
        """A field that is declared as a column is in its record, whoever reads that."""
        if resource.kind == "seed" or not any("." in name for name in resource.columns):
            return
        listed = {name.casefold() for name in self._columns[resource.id]}
        read = {name.casefold() for name in self._spelling(resource.id)}
        for name in resource.columns:
            record = record_of(name, listed | read, adapter)
            if record is not None:
                field = ColumnRef(resource.id, name)
                self._ways[resource.id].setdefault(name, ())
                self._connect(field, self._read(ColumnRef(resource.id, record)), "mod", _FIELD)

    def add_written(self, beside: Iterable[Beside]) -> None:
        """Doubt the columns of a source or seed that some statement writes into."""
        for each in beside:
            relation = each.written
            if relation is None or relation in self._queries.lineages:
                continue
            named = each.statement.columns
            read = [ColumnRef(relation, name) for name in self._ways.get(relation, ())]
            refs = [self._read(ColumnRef(relation, name)) for name in named or ()] or read
            for ref in refs:
                if ref.column != WHOLE_ROW:
                    self._suspect(each.suspects, ref)
                    self.unlisted[ref] = OutputColumn(
                        ref.column, reason=each.reason, suspects=each.suspects
                    )

    def add_twins(self) -> None:
        for leader, *others in self._queries.groups.values():
            for other in others:
                self._equate(leader, other)
                if OTHERS in self._ways[leader]:
                    row = self._whole_row(other)
                    self._connect(ColumnRef(leader, OTHERS), row, "mod", _ROW)

    def add_whole_rows(self) -> None:
        """Feed each whole row that is read from every column there is."""
        for resource in self._whole_rows:
            row = ColumnRef(resource, WHOLE_ROW)
            for name in self._ways[resource]:
                if name != WHOLE_ROW:
                    self._connect(ColumnRef(resource, name), row, "mod", _ROW)

    def finished(self) -> Ways:
        shared: dict[tuple[Edge, ...], tuple[Edge, ...]] = {}  # one guess is many columns'
        for child, edges in self._more.items():
            found = tuple(sorted({*self._ways[child.relation][child.column], *edges}))
            self._ways[child.relation][child.column] = shared.setdefault(found, found)
        return self._ways

    def _is_known(self, edges: Iterable[Edge]) -> bool:
        ways = self._ways
        for edge in edges:
            parent = edge.parent
            if parent.column == OTHERS or parent.column not in ways.get(
                parent.relation, _NO_COLUMNS
            ):
                return False
        return True

    def _add_column(self, child: ColumnRef, column: OutputColumn) -> None:
        for edge in column.edges:
            self._connect(self._read(edge.parent), child, edge.evolution, edge.transforms)
        if column.reason is not None:
            self._suspect(column.suspects, child)

    def _read(self, ref: ColumnRef) -> ColumnRef:
        """The column that a query reads, made where no query lists it."""
        if ref.column == "*":  # to whoever reads it, the star is the whole row
            return self._whole_row(ref.relation)
        spelled = self._spelling(ref.relation)
        name = spelled.get(ref.column) or spelled.get(ref.column.casefold())
        if name is not None:
            return ColumnRef(ref.relation, name)
        spelled[ref.column] = spelled[ref.column.casefold()] = ref.column
        self._ways.setdefault(ref.relation, {}).setdefault(ref.column, ())
        others = self._others(ref.relation)
        if others is not None:
            self._connect(ColumnRef(ref.relation, OTHERS), ref, "mod", (UNRESOLVED,))
            self.unlisted[ref] = replace(others, name=ref.column, edges=())
        return ref

    def _spelling(self, resource: str) -> dict[str, str]:
        spelled = self._spelled.get(resource)
        if spelled is None:
            spelled = self._spelled[resource] = {}
            for name in self._columns.get(resource, ()):
                if name != OTHERS:
                    spelled[name] = name
                    spelled.setdefault(name.casefold(), name)
        return spelled

    def _others(self, resource: str) -> OutputColumn | None:
        if OTHERS not in self._columns.get(resource, ()):
            return None
        query = self._queries.lineages.get(resource, QueryLineage())
        return next((each for each in reversed(query.columns) if each.name == OTHERS), None)

    def _whole_row(self, resource: str) -> ColumnRef:
        self._ways.setdefault(resource, {}).setdefault(WHOLE_ROW, ())
        self._whole_rows[resource] = None
        return ColumnRef(resource, WHOLE_ROW)

    def _suspect(self, suspects: Iterable[str], child: ColumnRef) -> None:
        for suspect in suspects:
            self._connect(self._whole_row(suspect), child, "mod", (UNRESOLVED,))

    def _equate(self, one: str, other: str) -> None:
        spelled = (*self._spelling(one).values(), *self._spelling(other).values())
        for name in dict.fromkeys(spelled):
            first, second = self._read(ColumnRef(one, name)), self._read(ColumnRef(other, name))
            self._connect(first, second, "copy", ())
            self._connect(second, first, "copy", ())

    def _connect(
        self, parent: ColumnRef, child: ColumnRef, evolution: Evolution, transforms: tuple[str, ...]
    ) -> None:
        self._more.setdefault(child, []).append(Edge(parent, evolution, transforms))
