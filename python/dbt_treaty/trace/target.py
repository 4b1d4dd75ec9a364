"""The model or column that a word of the command line names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.model import OTHERS, WHOLE_ROW
from dbt_treaty.column_graph.twins import find_twins
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Resource

_MOST_SHOWN = 20
_FORMS = (
    "name it as model.column, domain.tier.table.column, source.table.column or by dbt's unique id; "
    "a version as model.v2"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A resource, or one column of it, and the columns of the graph that stand for it."""

    resource: str
    column: str | None
    columns: tuple[ColumnRef, ...]


def find_target(evidence: Evidence, text: str) -> Target:
    """What a text names; upper and lower case are alike.

    Raises:
        TreatyError: it names nothing, or more than one thing.
    """
    named = list(_named(evidence, text.strip()))
    found = [target for target in (_target(evidence, *each) for each in named) if target]
    if len(found) > 1:
        found = _one_table(evidence, found)
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(text, found)
    raise _no_column(evidence, text, named) if named else _unknown(evidence, text)


def _named(evidence: Evidence, text: str) -> Iterator[tuple[str, str | None]]:
    """Every resource, with what is left for a column, that the text could mean."""
    parts = text.split(".")
    heads = [
        (".".join(parts[:at]), ".".join(parts[at:]) or None) for at in range(1, len(parts) + 1)
    ]
    by_id = [each for each in heads if each[0] in evidence.project.resources]
    if by_id:
        yield from by_id
        return
    names = _names(evidence.project.resources)
    for head, rest in heads:
        for id_ in names.get(head.casefold(), ()):
            yield id_, rest


def _names(resources: Mapping[str, Resource]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for resource in resources.values():
        for name in dict.fromkeys(each.casefold() for each in _names_of(resource)):
            names.setdefault(name, []).append(resource.id)
    return names


def _names_of(resource: Resource) -> Iterator[str]:
    yield resource.id
    # A source's bare table name is too common to name it.
    names = [".".join(resource.id.split(".")[2:])]
    if resource.kind != "source":
        names.append(resource.name)
    yield from names
    if resource.domain and resource.tier:
        place = f"{resource.domain}.{resource.tier}"
        yield f"{place}.{resource.name}"
        if resource.version:
            yield f"{place}.{resource.name}.v{resource.version}"


def _target(evidence: Evidence, id_: str, column: str | None) -> Target | None:
    if column is not None and ColumnRef(id_, column) in evidence.graph and column != OTHERS:
        return Target(id_, column, (ColumnRef(id_, column),))
    listed = columns_of(evidence, id_)
    if column is None:
        return Target(id_, None, tuple(ColumnRef(id_, name) for name in listed))
    by_fold = {name.casefold(): name for name in reversed(listed) if name != OTHERS}
    name = by_fold.get(column.casefold())
    if name is not None:
        return Target(id_, name, (ColumnRef(id_, name),))
    # Where not all columns are known, it may be one of those that nobody can list.
    open_ended = OTHERS in listed or not listed
    unlisted = [ColumnRef(id_, each) for each in (OTHERS, WHOLE_ROW) if open_ended]
    found = tuple(ref for ref in unlisted if ref in evidence.graph)
    return Target(id_, column, found) if found else None


def columns_of(evidence: Evidence, id_: str) -> tuple[str, ...]:
    """A resource's columns: those it is known to have, and those that are read of it all the same.

    ``*`` stands for the ones that nobody can list.
    """
    graph = evidence.graph
    known = graph.columns.get(id_, ())
    read = set(graph.ways.get(id_, ()))
    scanned = (ref for query in graph.queries.values() for ref in query.row_scans)
    read |= {ref.column for ref in scanned if ref.relation == id_ and ref.column != OTHERS}
    spelled = dict.fromkeys(known)
    folded = {name.casefold() for name in known}
    for name in sorted(read - {WHOLE_ROW}):
        if name.casefold() not in folded:
            spelled[name] = None
            folded.add(name.casefold())
    return tuple(spelled)


def _one_table(evidence: Evidence, found: list[Target]) -> list[Target]:
    """Of several resources that are one table (a source of what dbt builds), the one dbt builds."""
    twins = find_twins(evidence.project)
    leaders = {twins.of(target.resource) for target in found}
    if len(leaders) > 1:
        return found
    return [target for target in found if target.resource in leaders]


def _ambiguous(text: str, found: Iterable[Target]) -> TreatyError:
    names = [f"{t.resource}.{t.column}" if t.column else t.resource for t in found]
    return _error(f"{text} names more than one thing", f"name one of: {', '.join(sorted(names))}")


def _no_column(
    evidence: Evidence, text: str, named: Iterable[tuple[str, str | None]]
) -> TreatyError:
    problems = []
    for id_, column in named:
        columns = [name for name in columns_of(evidence, id_) if name != OTHERS]
        question = suggest(column or "", columns)
        more = f" and {len(columns) - _MOST_SHOWN} more" if len(columns) > _MOST_SHOWN else ""
        allowed = f"columns: {', '.join(columns[:_MOST_SHOWN])}{more}"
        if not columns:
            allowed = "no column of it is known: declare its columns in a properties file"
        problems.append(
            Problem(
                Place(""),
                f"{text}: {id_} has no column {column!r}",
                f"{question}\n    {allowed}" if question else allowed,
            )
        )
    return TreatyError(problems)


def _unknown(evidence: Evidence, text: str) -> TreatyError:
    names = _names(evidence.project.resources)
    head = text.rpartition(".")[0]
    question = suggest(text, names) or suggest(head, names)
    return _error(
        f"there is no model, seed, snapshot or source {text!r}",
        f"{question}\n    {_FORMS}" if question else _FORMS,
    )


def _error(what: str, help_: str) -> TreatyError:
    return TreatyError(Problem(Place(""), what, help_))
