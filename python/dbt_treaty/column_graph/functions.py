"""Functions of the project that read tables, and the columns of the models that call them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dbt_treaty.column_graph.hook_text import hook_text
from dbt_treaty.column_graph.statements import statements
from dbt_treaty.lineage.model import OutputColumn, QueryLineage, TableRead
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.model import Function, Project

REASON = "dbt's function "


def calling(
    lineages: Mapping[str, QueryLineage], project: Project, relations: Relations
) -> dict[str, QueryLineage]:
    """The lineages of the models that call such a function, the columns it may be in not resolved.

    A function of its arguments alone is followed like any other. One that reads a table returns
    values that no argument has: any column that is more than a copy may hold them.
    """
    if not project.functions:
        return {}
    found = _Reads(project, relations)
    changed = {}
    for id_, query in lineages.items():
        for called in project.resources[id_].functions:
            reads = sorted(found.of(called))
            if reads:
                query = _doubted(query, called.rsplit(".", 1)[-1], reads)  # noqa: PLW2901
                changed[id_] = query
    return changed


class _Reads:
    def __init__(self, project: Project, relations: Relations) -> None:
        self._project = project
        self._relations = relations
        self._known: dict[str, frozenset[str]] = {}

    def of(self, function: str) -> frozenset[str]:
        """What a function reads, through those that it calls as well."""
        if function not in self._known:
            self._known[function] = frozenset()  # of one that calls itself
            told = self._project.functions.get(function)
            if told is not None:
                called = (read for each in told.functions for read in self.of(each))
                self._known[function] = frozenset([*told.parents, *self._named(told), *called])
        return self._known[function]

    def _named(self, function: Function) -> Iterator[str]:
        """The tables that its text names; what it refers to, dbt knows."""
        if function.language != "sql":
            return
        text = hook_text(function.text, None, lambda *_: None).sql
        body = text if text.lstrip().lower().startswith(("select", "with")) else f"select {text}"
        for statement in statements(body, self._project.adapter, self._relations, {}):
            yield from (read.relation for read in statement.reads if read.relation is not None)


def _doubted(query: QueryLineage, name: str, reads: list[str]) -> QueryLineage:
    seen = tuple(TableRead(f"function {name}", read) for read in reads)
    return replace(
        query,
        columns=tuple(_column(each, name, reads) for each in query.columns),
        reads=(*query.reads, *seen),
    )


def _column(column: OutputColumn, name: str, reads: list[str]) -> OutputColumn:
    if column.edges and column.reason is None and all(e.evolution == "copy" for e in column.edges):
        return column
    return replace(
        column,
        reason=column.reason or f"{REASON}{name}, which reads tables",
        suspects=tuple(sorted({*column.suspects, *reads})),
    )
