"""Models read one after the other, each with the columns of what it reads at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dbt_treaty.column_graph.declared import Parent, declared_query, mask_functions
from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.column_graph.schema import Schema, known_schema, united
from dbt_treaty.column_graph.settle import settled, unread
from dbt_treaty.column_graph.snapshot import with_snapshot_columns
from dbt_treaty.column_graph.stand_in import StandIns, stand_ins
from dbt_treaty.column_graph.twins import Twins, find_twins
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.model import Project, RelationName, Resource


class Surroundings:
    """What is known of a project before any of its queries is read; it does not change."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.twins: Twins = find_twins(project)
        self.groups = self.twins.groups()
        self.schemas = {
            each.id: known_schema(each, project.root, project.adapter)
            for each in project.resources.values()
        }
        self._share_schemas()
        self._stand_ins: StandIns = stand_ins(project)
        self.masks = mask_functions(project.configuration)

    def sql(self, model: Resource) -> tuple[str, list[str]]:
        """A model's compiled SQL as it is analysed; see ``StandIns.put``."""
        return self._stand_ins.put(model, self.project.resources)

    def relations(self) -> Iterator[Relation]:
        """Every relation that a query may read, with what is known of its columns."""
        for resource in self.project.resources.values():
            if self.twins.of(resource.id) == resource.id:
                for name in self._names(resource):
                    schema = self.schemas[resource.id]
                    yield Relation(
                        resource.id,
                        name.database,
                        name.schema,
                        name.identifier,
                        schema.columns if schema.columns or schema.complete else None,
                        schema.complete,
                    )

    def _share_schemas(self) -> None:
        for group in self.groups.values():
            schemas = [self.schemas[each] for each in group]
            columns = united(schema.columns for schema in schemas)
            complete = any(schema.complete for schema in schemas)
            for each in group:
                self.schemas[each] = Schema(columns, complete)

    def _names(self, resource: Resource) -> Iterator[RelationName]:
        members = self.groups.get(resource.id, [resource.id])
        if resource.relation is not None:
            yield resource.relation
        for member in members:
            yield from self.project.resources[member].other_names
        if resource.id in self._stand_ins.names:
            yield RelationName(None, None, self._stand_ins.names[resource.id])


class Reading:
    """The lineages read so far, and what they taught ``relations`` of their models' columns."""

    def __init__(
        self, surroundings: Surroundings, ledger: Ledger, relations: Relations | None = None
    ) -> None:
        self._surroundings = surroundings
        self._ledger = ledger
        told = Relations(surroundings.relations()) if relations is None else relations
        self.relations = told
        self.lineages: dict[str, QueryLineage] = {}

    def read(self, model: Resource) -> None:
        """Read a model's query, and learn its columns."""
        query = self._lineage(model)
        known = self._surroundings.schemas[model.id]
        self.lineages[model.id] = query = settled(query, model, known)
        self.relations.learn(model.id, *self.learnt(model))

    def learnt(self, model: Resource) -> tuple[Mapping[str, str | None], bool]:
        """The columns of a model that was read, with their types, and whether these are all."""
        query = self.lineages[model.id]
        columns = {each.name: each.type for each in query.columns if each.name != OTHERS}
        for name, declared in model.columns.items():
            if name in columns:
                columns[name] = columns[name] or declared.data_type
        return columns, query.complete or model.contract_enforced

    def _lineage(self, model: Resource) -> QueryLineage:
        if model.language != "sql":
            known = self._surroundings.project.resources
            parents = [self._parent(each) for each in model.parents if each in known]
            return declared_query(model, parents, self._surroundings.masks)
        if model.compiled is None:
            return unread(
                model, f"not compiled: {model.uncompiled}" if model.uncompiled else "not compiled"
            )
        query = self._analysed(model)
        if model.kind == "snapshot":
            query = with_snapshot_columns(query, model)
        return self._surroundings.twins.named_as_read(query, model)

    def _parent(self, identifier: str) -> Parent:
        resource = self._surroundings.project.resources[identifier]
        if identifier in self.lineages:
            columns, complete = self.learnt(resource)
        else:
            schema = self._surroundings.schemas[identifier]
            columns, complete = schema.columns, schema.complete
        return Parent(resource, tuple(columns) if complete else None)

    def _analysed(self, model: Resource) -> QueryLineage:
        sql, lost = self._surroundings.sql(model)
        adapter = self._surroundings.project.adapter
        query = self._ledger.lineage_of(model.id, sql, adapter, self.relations)
        if lost:
            reason = f"the SQL inlined for {', '.join(lost)} can't be told from its own"
            suspects = tuple(sorted({*model.parents, *query.suspects}))
            return replace(query, reason=query.reason or reason, suspects=suspects)
        return query
