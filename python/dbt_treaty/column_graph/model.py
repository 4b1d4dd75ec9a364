"""The column graph: every column of a project and how values travel between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.findings import Coverage
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage, Relation

if TYPE_CHECKING:
    import networkx as nx

OTHERS = "*"  # the columns of a model that nobody can list, as its query spells them
WHOLE_ROW = "* (whole row)"  # a relation's row as one value: every column it has feeds it
UNRESOLVED = "unresolved"  # the one transform of an edge that is a guess

# By relation and column the edges into it, sorted and free of doubles; every column is there.
Ways = Mapping[str, Mapping[str, tuple[Edge, ...]]]

_NONE: Mapping[ColumnRef, OutputColumn] = MappingProxyType({})


@dataclass(frozen=True)  # no slots: what is derived is kept beside the fields once it is asked for
class ColumnGraph:
    """The columns of a project and the edges between them.

    ``ways`` has for each relation (dbt's unique id) and each of its columns the edges into it:
    what a check reads. ``graph`` is the same for walks: a ``ColumnRef`` for each node; an edge
    parent → child carries ``edges``, the tuple of ``Edge`` (one for each way). ``queries`` holds
    each model's own lineage by unique id, columns named as the project declares them; a model that
    could not be read has its reason there and each known column with that reason. ``columns`` gives
    each resource's columns in order, declared or analysed. ``unlisted`` has the columns of a model
    that are read somewhere though its query does not list them. ``beside`` is what runs beside the
    queries and may read or write values. ``relations`` gives all that a query may name, with the
    columns that it was found to have; ``out_of_turn`` tells that some model was read by name before
    it had been read itself.

    What a query only reads to choose or order rows (``QueryLineage.row_scans``) is not among the
    edges: it feeds every column alike and carries nothing. An uncertain edge comes from the whole
    row of what the value may come from, with the evolution ``mod`` and the transforms
    ``("unresolved",)``. The column ``*`` of a model stands for those that nobody can list.
    """

    ways: Ways
    queries: Mapping[str, QueryLineage]
    columns: Mapping[str, tuple[str, ...]]
    coverage: Coverage
    unlisted: Mapping[ColumnRef, OutputColumn] = field(default_factory=lambda: _NONE)
    beside: tuple[Beside, ...] = ()
    relations: Callable[[], Iterable[Relation]] = field(default=tuple, compare=False)
    out_of_turn: bool = field(default=False, compare=False)

    @cached_property
    def graph(self) -> nx.DiGraph[ColumnRef]:
        """The graph to walk, made when it is first asked for."""
        # A check reads the ways alone; networkx takes long to import.
        from dbt_treaty.column_graph.networked import networked  # noqa: PLC0415

        return networked(self.ways)

    @cached_property
    def readers(self) -> Mapping[str, tuple[str, ...]]:
        """For each relation that is read: those with a column that some column of it feeds."""
        readers: dict[str, list[str]] = {}
        for reader, columns in self.ways.items():
            read = {edge.parent.relation for edges in columns.values() for edge in edges}
            for relation in read:
                readers.setdefault(relation, []).append(reader)
        return {relation: tuple(each) for relation, each in readers.items()}

    def output(self, ref: ColumnRef) -> OutputColumn | None:
        """The output column of a model's query, or None for what no query makes."""
        if ref in self.unlisted:
            return self.unlisted[ref]
        outputs = self._outputs.get(ref.relation)
        if outputs is None:
            query = self.queries.get(ref.relation)
            # Reversed: of several columns of one name the first is told of.
            listed = reversed(query.columns) if query else ()
            outputs = self._outputs[ref.relation] = {column.name: column for column in listed}
        return outputs.get(ref.column)

    def into(self, child: ColumnRef) -> Iterator[tuple[ColumnRef, Edge]]:
        """Every way into a column: the parent and the edge."""
        for edge in self.ways.get(child.relation, {}).get(child.column, ()):
            yield edge.parent, edge

    def __contains__(self, ref: ColumnRef) -> bool:
        """Whether there is such a column."""
        return ref.column in self.ways.get(ref.relation, ())

    @cached_property
    def _outputs(self) -> dict[str, dict[str, OutputColumn]]:
        return {}
