"""What is read by its name: tables and files that no ``ref()`` or ``source()`` leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dbt_treaty.errors import Place
from dbt_treaty.evidence.config_call import config_line
from dbt_treaty.evidence.outside_names import is_catalogue, is_file
from dbt_treaty.evidence.places import read_place, resource_place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.reads import inlined, runner_of
from dbt_treaty.lineage.effect import OPEN_NAME
from dbt_treaty.lineage.model import QueryLineage, TableRead
from dbt_treaty.project.model import Resource

_REFERRED = re.compile(rf"{OPEN_NAME}_\d+_", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(["'])((?:[a-z][a-z0-9+]*://|/|\./|[\w.-]+/)[^"'\n]*|[^"'\n/]+\.(?:csv|parquet|json|orc|avro))\1""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedRead:
    """A read past dbt. ``parent`` is the resource that is meant, None where no resource is.

    ``kind`` is the reader's statement (``query``, or a hook's kind); ``sure`` is False where the
    query can't be read, and the name may mean something else.
    """

    reader: Resource
    name: str
    parent: Resource | None
    place: Place
    kind: str = "query"
    text: str = ""
    sure: bool = True


def reads_past_dbt(evidence: Evidence) -> Iterator[NamedRead]:
    """Every such read, each name of a reader once; the warehouse's own catalogues left out."""
    resources = evidence.project.resources
    for id_, query in evidence.graph.queries.items():
        reader = resources.get(id_)
        if reader is not None:
            yield from _of_query(evidence, reader, query)
    yield from _beside(evidence)


def _of_query(evidence: Evidence, reader: Resource, query: QueryLineage) -> Iterator[NamedRead]:
    sure = query.reason is None
    if query.reads:
        resources = evidence.project.resources
        known = {reader.id, *inlined(evidence.project, reader), *_by_functions(evidence, reader)}
        told: set[str] = set()
        for read in query.reads:
            name = read.relation or read.name
            if read.relation in known or name in told or _describes(read):
                continue
            told.add(name)
            parent = resources.get(read.relation or "")
            place = read_place(reader, read)
            yield NamedRead(reader, read.name, parent, place, sure=sure or "." in read.name)
    if not sure:
        yield from _addresses(reader)


def _describes(read: TableRead) -> bool:
    return read.relation is None and is_catalogue(read.name) and not is_file(read.name)


def _by_functions(evidence: Evidence, reader: Resource) -> Iterator[str]:
    """What the functions that it calls refer to, through those that these call."""
    waiting, seen = list(reader.functions), set(reader.functions)
    while waiting:
        function = evidence.project.functions.get(waiting.pop())
        if function is not None:
            yield from function.parents
            waiting += [each for each in function.functions if each not in seen]
            seen.update(function.functions)


def _addresses(reader: Resource) -> Iterator[NamedRead]:
    """The files that a text names which no parser reads: Python, or SQL that can't be read."""
    told: set[str] = set()
    for match in _ADDRESS.finditer(reader.raw):
        if match[2] not in told and is_file(match[2]):
            told.add(match[2])
            line = reader.raw.count("\n", 0, match.start()) + 1
            yield NamedRead(reader, match[0], None, resource_place(reader, line), sure=False)


def _beside(evidence: Evidence) -> Iterator[NamedRead]:
    """What hooks and SQL headers name; their Jinja stands for what dbt knows."""
    project = evidence.project
    hooks = {hook.id: hook for hook in project.hooks}
    told: set[tuple[str, str, str]] = set()
    for each in evidence.graph.beside:
        hook = hooks.get(each.owner)
        reader = runner_of(hook, project) if hook else project.resources[each.owner]
        line = 0 if hook else config_line(reader.raw, each.kind)
        for read in each.statement.reads:
            key = (reader.id, each.kind, read.relation or read.name)
            own = read.relation == reader.id or _REFERRED.fullmatch(read.name)
            if not own and key not in told and not _describes(read):
                told.add(key)
                parent = project.resources.get(read.relation or "")
                place = resource_place(reader, line)
                text = each.statement.text
                yield NamedRead(reader, read.name, parent, place, each.kind, text)
