"""How much of a project's column lineage is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.findings import Coverage, Unresolved
from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.project.model import Resource


def coverage(
    queries: Mapping[str, QueryLineage],
    beside: Iterable[Beside] = (),
    resources: Iterable[Resource] = (),
) -> Coverage:
    """Counts over every model and snapshot and the output columns that are known by name.

    A model that could not be read stands in ``unresolved`` once; its columns count as unresolved.
    The column ``*`` there tells that a model has columns nobody can list. A model or an on-run hook
    with a statement beside its query that nobody can read stands there as well. ``resources`` are
    looked through for models that have a contract and are not SQL.
    """
    listed = (column for query in queries.values() for column in query.columns)
    reasons = [column.reason for column in listed if column.name != OTHERS]
    unresolved = {each for name, query in queries.items() for each in _unresolved(name, query)}
    unread = (each for each in beside if each.statement.effect == "dynamic")
    unresolved |= {Unresolved(each.owner, None, each.reason) for each in unread}
    return Coverage(
        models=len(queries),
        models_analysed=sum(1 for query in queries.values() if query.reason is None),
        columns=len(reasons),
        columns_resolved=reasons.count(None),
        unresolved=tuple(sorted(unresolved, key=by_place)),
        checked_when_built=tuple(
            sorted(each.id for each in resources if each.contract and each.language != "sql")
        ),
    )


def by_place(each: Unresolved) -> tuple[str, str, str]:
    """The key by which what is not known is sorted."""
    return (each.resource, each.column or "", each.reason)


def _unresolved(name: str, query: QueryLineage) -> Iterator[Unresolved]:
    if query.reason is not None:
        yield Unresolved(name, None, query.reason)
        return
    for column in query.columns:
        if column.reason is not None:
            yield Unresolved(name, column.name, column.reason)
