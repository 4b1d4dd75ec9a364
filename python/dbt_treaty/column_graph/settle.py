"""A query's lineage as the project knows it: its names, and what to hold of what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.column_graph.schema import Schema
from dbt_treaty.lineage.model import OutputColumn, QueryLineage
from dbt_treaty.project.model import Resource

_UNKNOWN = "unknown columns"


def settled(query: QueryLineage, resource: Resource, known: Schema) -> QueryLineage:
    """The lineage with columns spelled as the project declares them and every unknown one told.

    A query that can't be read, or whose list of columns is not complete, gets the columns it is
    known to have otherwise, each unresolved, and one ``*`` for any others. What is not known may
    come from the suspects the engine names, else from anything the model reads or depends on.

    Args:
        query: what the lineage engine says.
        resource: the model or snapshot.
        known: what is known of its columns otherwise.
    """
    if not resource.columns and _is_whole(query):
        return query
    anything = query.suspects or _read_or_declared(query, resource)
    columns = [_doubted(each, query, anything) for each in _spelled(query.columns, resource)]
    listed = [column for column in columns if column.name != OTHERS]
    if query.reason is not None or not query.complete:
        others = _others([each for each in columns if each.name == OTHERS], query, anything)
        # The catalog is older than the SQL: it may speak only where the SQL says nothing.
        names: Mapping[str, object] = known.columns if query.reason else resource.columns
        listed += [*_lacking(listed, names, others), others]
    return replace(query, columns=tuple(listed))


def _is_whole(query: QueryLineage) -> bool:
    """Whether a query has all its columns, each of them resolved."""
    if query.reason is not None or not query.complete:
        return False
    return not [c for c in query.columns if c.reason is not None or c.name == OTHERS]


def unread(resource: Resource, reason: str) -> QueryLineage:
    """The lineage of a model whose query can't be read at all."""
    return QueryLineage(reason=reason, suspects=resource.parents, complete=False)


def _read_or_declared(query: QueryLineage, resource: Resource) -> tuple[str, ...]:
    reads = (read.relation for read in query.reads if read.relation is not None)
    return tuple(sorted({*resource.parents, *reads}))


def _spelled(columns: Iterable[OutputColumn], resource: Resource) -> list[OutputColumn]:
    """Declared spelling wins, unless the query has two columns that differ by case only."""
    listed = list(columns)
    if not resource.columns:
        return listed
    declared = {name.casefold(): name for name in resource.columns}
    times: dict[str, int] = {}
    for column in listed:
        times[column.name.casefold()] = times.get(column.name.casefold(), 0) + 1
    return [
        replace(column, name=declared.get(column.name.casefold(), column.name))
        if times[column.name.casefold()] == 1
        else column
        for column in listed
    ]


def _doubted(column: OutputColumn, query: QueryLineage, anything: tuple[str, ...]) -> OutputColumn:
    reason = column.reason or query.reason
    if reason is None:
        return column
    own = column.suspects if query.reason is None else (*column.suspects, *anything)
    return replace(column, reason=reason, suspects=tuple(sorted(set(own or anything))))


def _others(
    stars: Iterable[OutputColumn], query: QueryLineage, anything: tuple[str, ...]
) -> OutputColumn:
    """All stars over unknown columns as one."""
    found = [*stars] or [OutputColumn(OTHERS, reason=query.reason or _UNKNOWN, suspects=anything)]
    return replace(
        found[0],
        edges=tuple(sorted({edge for star in found for edge in star.edges})),
        suspects=tuple(sorted({suspect for star in found for suspect in star.suspects})),
    )


def _lacking(
    columns: Iterable[OutputColumn], names: Iterable[str], others: OutputColumn
) -> list[OutputColumn]:
    present = {column.name.casefold() for column in columns}
    return [
        OutputColumn(name, others.edges, reason=others.reason, suspects=others.suspects)
        for name in names
        if name.casefold() not in present
    ]
