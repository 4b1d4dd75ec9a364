"""The input documents of a project: one a project, a model or a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from dbt_treaty.authored.granted import grants_of
from dbt_treaty.authored.rego import parts
from dbt_treaty.authored.rego.parts import Part
from dbt_treaty.authored.rego.question import Question, Unit
from dbt_treaty.evidence.judged_columns import JudgedColumn, judged_columns
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.reads import Read, reads_of
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Resource

VERSION = 1
REGION = "compute_region"
_PIPELINES = ("model", "snapshot", "seed")


class Case(NamedTuple):
    """What one evaluation speaks of; both are None for the whole project."""

    resource: Resource | None = None
    column: JudgedColumn | None = None


class Documents:
    """The inputs of one check; each part of a resource is made once, whoever asks for it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.tables: dict[str, Part] = {}  # for ancestors
        self._made: dict[tuple[str, str], Any] = {}
        self._made_columns: dict[ColumnRef, Part] = {}

    def of(self, question: Question) -> Iterator[tuple[Case, Part]]:
        """Every case of a question with its document, in the project's order.

        Where it may compute in one of several regions, each case is there with each of them.
        """
        for case in self.cases(question.unit):
            document = self.document(case, question.parts)
            if "models" in question.parts:
                document["models"] = self.models(question.of_models)
            if REGION in question.parts:
                regions = self.evidence.project.regions
                yield from ((case, {**document, REGION: region}) for region in regions)
            if REGION not in question.parts or not self.evidence.project.regions:
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

    def document(self, case: Case, wanted: tuple[str, ...]) -> Part:
        """The parts of an input; one that does not apply is absent."""
        found = {}
        for name in wanted:  # a project has a hundred thousand columns: no frame more than needed
            part = self._part(name, case)
            if part is not None:
                found[name] = part
        return found

    def _part(self, name: str, case: Case) -> Any:
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
    def _columns(self) -> dict[str, tuple[JudgedColumn, ...]]:
        return {}

    def _judged(self, resource: Resource) -> tuple[JudgedColumn, ...]:
        if resource.id not in self._columns:
            self._columns[resource.id] = tuple(judged_columns(self.evidence, resource))
        return self._columns[resource.id]

    def lineage(self, resource: Resource) -> list[Part]:
        """What a pipeline reads."""
        _, reads = self._reads.get(resource.id, (resource, []))
        return [parts.upstream(read) for read in reads]

    def schema(self, resource: Resource) -> list[Part]:
        """The columns of a pipeline."""
        return [self.column(each) for each in self._judged(resource)]

    def column(self, judged: JudgedColumn) -> Part:
        """One column."""
        made = self._made_columns.get(judged.ref)
        if made is None:
            made = self._made_columns[judged.ref] = parts.column(judged)
        return made

    def project(self) -> Part:
        """The project itself."""
        project = self.evidence.project
        return parts.known(
            name=project.name, adapter=project.adapter, domain=project.configuration.domain
        )

    def models(self, wanted: tuple[str, ...]) -> list[Part]:
        """Every pipeline with these of its parts."""
        return [self.document(case, wanted) for case in self.cases(Unit.MODEL)]

    def exceptions(self, case: Case) -> Part:
        """The grants that hold today and may speak of the case."""
        column = case.column.ref.column if case.column else None
        return parts.exceptions(grants_of(self.evidence.grants, case.resource, column))


_OF_COLUMN: Mapping[str, Callable[[Documents, JudgedColumn], Any]] = {
    "column": lambda documents, column: documents.column(column),
    "columns": lambda documents, column: [documents.column(column)],
    "schema": lambda documents, column: [documents.column(column)],
    "ancestors": lambda documents, column: {
        column.ref.column: parts.ancestors(documents.evidence, column, documents.tables)
    },
}
_OF_RESOURCE: Mapping[str, Callable[[Documents, Resource], Any]] = {
    "pipeline": lambda _, resource: parts.pipeline(resource),
    "lineage": Documents.lineage,
    "schema": Documents.schema,
    "columns": Documents.schema,
    "tier": lambda _, resource: parts.shown_tier(resource),
    "contract": lambda _, resource: parts.contract(resource),
}
_OF_PROJECT: Mapping[str, Callable[[Documents, Case], Any]] = {
    "input_version": lambda *_: VERSION,
    "today": lambda documents, _: str(documents.evidence.today),
    REGION: lambda *_: None,  # one of several: see `of`
    "exceptions": Documents.exceptions,
    "project": lambda documents, _: documents.project(),
    "models": lambda *_: [],  # which parts each has is the question's to say
}
