"""Which models read a column to choose, join, group or order their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dbt_treaty.column_graph.model import OTHERS, WHOLE_ROW, ColumnGraph
from dbt_treaty.lineage.model import ColumnRef

Readers = Mapping[str, list[str]]  # models by the column's folded name


class RowScans:
    """The row scans of a graph, read from both ends. The far end is indexed when first asked."""

    def __init__(self, graph: ColumnGraph) -> None:
        self._graph = graph
        self._spelled: dict[str, dict[str, str]] = {}
        self._readers: dict[str, Readers] | None = None

    def of(self, model: str) -> Iterator[ColumnRef]:
        """The columns that a model's query scans, spelled as the graph has them."""
        query = self._graph.queries.get(model)
        for ref in query.row_scans if query else ():
            if ref.column == "*":
                yield ColumnRef(ref.relation, WHOLE_ROW)
            elif ref in self._graph:
                yield ref
            else:
                spelled = self._spelling(ref.relation)
                yield ColumnRef(ref.relation, spelled.get(ref.column.casefold(), ref.column))

    def readers(self, ref: ColumnRef) -> list[str]:
        """The models that scan a column, in order.

        To a relation's whole row, and to its columns that nobody can list, belongs every scan of a
        column that is not among those known.
        """
        scans = self._index().get(ref.relation, {})
        columns = {ref.column.casefold()}
        if ref.column in (OTHERS, WHOLE_ROW):
            columns = scans.keys() - self._spelling(ref.relation)
        return sorted({model for each in {*columns, WHOLE_ROW} for model in scans.get(each, ())})

    def _spelling(self, relation: str) -> dict[str, str]:
        spelled = self._spelled.get(relation)
        if spelled is None:
            names = self._graph.columns.get(relation, ())
            spelled = self._spelled[relation] = {name.casefold(): name for name in names}
        return spelled

    def _index(self) -> dict[str, Readers]:
        if self._readers is None:
            readers: dict[str, dict[str, list[str]]] = {}
            for model in self._graph.queries:
                for ref in self.of(model):
                    columns = readers.setdefault(ref.relation, {})
                    columns.setdefault(ref.column.casefold(), []).append(model)
            self._readers = dict(readers)
        return self._readers
