"""The input documents of a project: one a project, a model or a column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property, partial
from typing import NamedTuple

from dbt_treaty.authored.granted import grants_of
from dbt_treaty.authored.rego import column_parts, parts
from dbt_treaty.authored.rego.column_parts import Carrier
from dbt_treaty.authored.rego.forms import Forms, Made
from dbt_treaty.authored.rego.parts import Part
from dbt_treaty.authored.rego.question import Question, Unit
from dbt_treaty.evidence.judged_columns import JudgedColumn, judged_columns
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.reads import Read, reads_of
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Resource

VERSION = 1
REGION = "compute_region"
_PIPELINES = ("model", "snapshot", "seed")
Document = dict[str, Made]


class Case(NamedTuple):
    """What one evaluation speaks of; both are None for the whole project."""

    resource: Resource | None = None
    column: JudgedColumn | None = None


def key_of(case: Case) -> tuple[str, str]:
    """What a case is told from others by: its resource's id and its column, where it has them."""
    resource = case.resource.id if case.resource else ""
    return resource, case.column.ref.column if case.column else ""


class _Table(NamedTuple):
    """What ancestors of one relation say of it: its part, the form of that, and two names."""

    part: Part
    form: int
    full: str
    short: str


class Documents:
    """The inputs of one check; each part of a resource is made once, whoever asks for it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.forms = Forms()
        self._made: dict[tuple[str, str], Made | None] = {}
        self._columns: dict[ColumnRef, Made] = {}
        self._tables: dict[str, _Table] = {}
        self._exceptions: dict[tuple[Grant, ...], Made] = {}

    def of(self, question: Question) -> Iterator[tuple[Case, Part]]:
        """Every case of a question with its document, in the project's order."""
        for case, document in self.made(question):
            yield case, built(document)

    def made(self, question: Question) -> Iterator[tuple[Case, Document]]:
        """As ``of``, and not built yet.

        Where it may compute in one of several regions, each case is there with each of them.
        """
        regions = self.evidence.project.regions if REGION in question.parts else ()
        computed_in = [self.forms.plain(region) for region in regions]
        for case in self.cases(question.unit):
            document = self._document(case, question.parts)
            if "models" in question.parts:
                document["models"] = self.forms.plain(self.models(question.of_models))
            yield from ((case, {**document, REGION: region}) for region in computed_in)
            if not computed_in:
                yield case, document

    def cases(self, unit: Unit) -> Iterator[Case]:
        """What is judged: the project; what dbt builds here and hooks that read; their columns."""
        if unit is Unit.PROJECT:
            yield Case()
        for resource in self._pipelines if unit is not Unit.PROJECT else ():
            if unit is Unit.MODEL:
                yield Case(resource)
            else:
                for column in self._judged(resource):
                    yield Case(resource, column)

    def _document(self, case: Case, wanted: tuple[str, ...]) -> Document:
        """The parts of an input; one that does not apply is absent."""
        found = {}
        for name in wanted:  # a project has a hundred thousand columns: no frame more than needed
            part = self._part(name, case)
            if part is not None:
                found[name] = part
        return found

    def _part(self, name: str, case: Case) -> Made | None:
        if case.column is not None and name in _OF_COLUMN:
            return _OF_COLUMN[name](self, case.column)
        if case.resource is not None and name in _OF_RESOURCE:
            key = (name, case.resource.id)
            if key not in self._made:
                self._made[key] = _OF_RESOURCE[name](self, case.resource)
            return self._made[key]
        return _OF_PROJECT[name](self, case)

    @cached_property
    def _reads(self) -> Mapping[str, tuple[Resource, list[Read]]]:
        return parts.by_reader(reads_of(self.evidence))

    @cached_property
    def _pipelines(self) -> tuple[Resource, ...]:
        resources = self.evidence.project.resources
        built = [r for r in resources.values() if r.kind in _PIPELINES and not r.is_external]
        hooks = [reader for id_, (reader, _) in self._reads.items() if id_ not in resources]
        return (*built, *hooks)

    @cached_property
    def _judged_columns(self) -> dict[str, tuple[JudgedColumn, ...]]:
        return {}

    def _judged(self, resource: Resource) -> tuple[JudgedColumn, ...]:
        if resource.id not in self._judged_columns:
            found = tuple(judged_columns(self.evidence, resource))
            self._judged_columns[resource.id] = found
        return self._judged_columns[resource.id]

    def lineage(self, resource: Resource) -> Made:
        """What a pipeline reads."""
        _, reads = self._reads.get(resource.id, (resource, []))
        return self.forms.named([parts.upstream(read) for read in reads])

    def schema(self, resource: Resource) -> Made:
        """The columns of a pipeline."""
        return self.forms.listed([self.column(each) for each in self._judged(resource)])

    def column(self, judged: JudgedColumn) -> Made:
        """One column."""
        made = self._columns.get(judged.ref)
        if made is None:
            name, look = judged.ref.column, column_parts.look(judged)
            form = self.forms.number("column", look)
            made = Made(form, (name,), partial(column_parts.column, name, look))
            self._columns[judged.ref] = made
        return made

    def ancestors(self, judged: JudgedColumn) -> Made:
        """Those of one column, by its name."""
        name = judged.ref.column
        names, made_of, found = [name], list[Hashable](), list[tuple[Part, Carrier]]()
        for carrier in column_parts.carriers(self.evidence, judged):
            ref, tags = carrier
            table = self._table(ref.relation)
            found.append((table.part, carrier))
            made_of += (table.form, tags)
            names += (ref.relation, table.short, f"{table.full}.{ref.column}", ref.column)
        form = self.forms.number("ancestors", *made_of)
        return Made(form, tuple(names), partial(_ancestors, name, found))

    def _table(self, id_: str) -> _Table:
        found = self._tables.get(id_)
        if found is None:
            part = column_parts.table(self.evidence.project.resources.get(id_), id_)
            form = self.forms.named(part).form
            found = self._tables[id_] = _Table(part, form, part["name"], part["table"])
        return found

    def project(self) -> Made:
        """The project itself."""
        project = self.evidence.project
        return self.forms.plain(
            parts.known(
                name=project.name, adapter=project.adapter, domain=project.configuration.domain
            )
        )

    def models(self, wanted: tuple[str, ...]) -> list[Part]:
        """Every pipeline with these of its parts."""
        return [built(self._document(case, wanted)) for case in self.cases(Unit.MODEL)]

    def exceptions(self, case: Case) -> Made:
        """The grants that hold today and may speak of the case."""
        column = case.column.ref.column if case.column else None
        granted = tuple(grants_of(self.evidence.grants, case.resource, column))
        if granted not in self._exceptions:
            self._exceptions[granted] = self.forms.plain(parts.exceptions(granted))
        return self._exceptions[granted]

    def text(self, value: str | int | None) -> Made | None:
        """A value that is no name."""
        return None if value is None else self.forms.plain(value)

    def contract(self, resource: Resource) -> Made | None:
        """What the contract of a pipeline says."""
        told = parts.contract(resource)
        return None if told is None else self.forms.named(told)


def built(document: Document) -> Part:
    """A document as plain data."""
    return {name: part.value() for name, part in document.items()}


def _ancestors(name: str, found: list[tuple[Part, Carrier]]) -> Part:
    built = (column_parts.ancestor(table, ref.column, tags) for table, (ref, tags) in found)
    return {name: list(built)}


_OF_COLUMN: Mapping[str, Callable[[Documents, JudgedColumn], Made]] = {
    "column": Documents.column,
    "columns": lambda documents, column: documents.forms.alone(documents.column(column)),
    "schema": lambda documents, column: documents.forms.alone(documents.column(column)),
    "ancestors": Documents.ancestors,
}
_OF_RESOURCE: Mapping[str, Callable[[Documents, Resource], Made | None]] = {
    "pipeline": lambda documents, resource: documents.forms.named(parts.pipeline(resource)),
    "lineage": Documents.lineage,
    "schema": Documents.schema,
    "columns": Documents.schema,
    "tier": lambda documents, resource: documents.text(parts.shown_tier(resource)),
    "contract": Documents.contract,
}
_OF_PROJECT: Mapping[str, Callable[[Documents, Case], Made | None]] = {
    "input_version": lambda documents, _: documents.text(VERSION),
    "today": lambda documents, _: documents.text(str(documents.evidence.today)),
    REGION: lambda *_: None,  # one of several: see `made`
    "exceptions": Documents.exceptions,
    "project": lambda documents, _: documents.project(),
    "models": lambda *_: None,  # which parts each has is the question's to say: see `made`
}
