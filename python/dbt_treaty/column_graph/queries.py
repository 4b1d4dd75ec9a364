"""Every model's lineage, each read with the columns of what it reads at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dbt_treaty.column_graph.declared import Parent, declared_query, mask_functions
from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.column_graph.order import parents_first
from dbt_treaty.column_graph.schema import Schema, known_schema, united
from dbt_treaty.column_graph.settle import settled, unread
from dbt_treaty.column_graph.snapshot import with_snapshot_columns
from dbt_treaty.column_graph.stand_in import StandIns, stand_ins
from dbt_treaty.column_graph.twins import Twins, find_twins
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.model import Project, RelationName, Resource

QUERIED = ("model", "snapshot")
_ROUNDS = 3  # each finds what the one before read out of turn; more than one is rare


class Queries:
    """The lineage of a project's models and snapshots, and the columns of all its resources."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._project = project
        self._ledger = ledger
        self._resources = project.resources
        self.schemas = {
            each.id: known_schema(each, project.root, project.adapter)
            for each in project.resources.values()
        }
        self.lineages: dict[str, QueryLineage] = {}
        self.twins: Twins = find_twins(project)
        self.groups = self.twins.groups()
        self._share_schemas()
        self._stand_ins: StandIns = stand_ins(project)
        self._relations = Relations(self._known_relations())
        self._read_all()

    def columns(self, resource: str) -> tuple[str, ...]:
        """A resource's columns in order, as its query makes them or else as they are known."""
        query = self.lineages.get(resource)
        if query is not None:
            return tuple(dict.fromkeys(column.name for column in query.columns))
        leader = self.lineages.get(self.twins.of(resource))
        listed = leader.columns if leader else ()
        made = {column.name: column.type for column in listed if column.name != OTHERS}
        return tuple(united([self.schemas[resource].columns, made]))

    def _share_schemas(self) -> None:
        for group in self.groups.values():
            schemas = [self.schemas[each] for each in group]
            columns = united(schema.columns for schema in schemas)
            complete = any(schema.complete for schema in schemas)
            for each in group:
                self.schemas[each] = Schema(columns, complete)

    def _known_relations(self) -> Iterator[Relation]:
        for resource in self._resources.values():
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

    def _names(self, resource: Resource) -> Iterator[RelationName]:
        members = self.groups.get(resource.id, [resource.id])
        if resource.relation is not None:
            yield resource.relation
        for member in members:
            yield from self._resources[member].other_names
        if resource.id in self._stand_ins.names:
            yield RelationName(None, None, self._stand_ins.names[resource.id])

    def _read_all(self) -> None:
        models = {each.id: each for each in self._resources.values() if each.kind in QUERIED}
        needs: dict[str, Sequence[str]] = {each: self._parents(models[each]) for each in models}
        outdated: Collection[str] = models.keys()
        for _ in range(_ROUNDS):
            order = parents_first(needs)
            for each in order:
                if each in outdated:
                    self._read(models[each])
            late = self._read_out_of_turn(order, needs)
            if not late:
                return
            needs = {each: [*needs[each], *late.get(each, ())] for each in needs}
            outdated = _downstream(late, needs)

    def _parents(self, model: Resource) -> list[str]:
        return [self.twins.of(parent) for parent in model.parents]

    def _read_out_of_turn(
        self, order: Sequence[str], needs: Mapping[str, Sequence[str]]
    ) -> dict[str, list[str]]:
        """Models read by name, with no reference, before they had been read themselves."""
        turn = {each: at for at, each in enumerate(order)}
        late: dict[str, list[str]] = {}
        for each, query in self.lineages.items():
            for read in query.reads:
                other = self.twins.of(read.relation) if read.relation else ""
                if turn.get(other, -1) > turn[each] and other not in needs[each]:
                    late.setdefault(each, []).append(other)
        return late

    def _read(self, model: Resource) -> None:
        query = self._lineage(model)
        known = self.schemas[model.id]
        self.lineages[model.id] = query = settled(query, model, known)
        types = {name: column.data_type for name, column in model.columns.items()}
        self._relations.learn(
            model.id,
            {
                column.name: column.type or types.get(column.name)
                for column in query.columns
                if column.name != OTHERS
            },
            query.complete or model.contract_enforced,
        )

    def _lineage(self, model: Resource) -> QueryLineage:
        if model.language != "sql":
            return self._declared(model)
        if model.compiled is None:
            return unread(
                model, f"not compiled: {model.uncompiled}" if model.uncompiled else "not compiled"
            )
        query = self._analysed(model)
        if model.kind == "snapshot":
            query = with_snapshot_columns(query, model)
        return self.twins.named_as_read(query, model)

    def _declared(self, model: Resource) -> QueryLineage:
        parents = [each for each in model.parents if each in self._resources]
        known = [Parent(self._resources[each], self._all_columns(each)) for each in parents]
        return declared_query(model, known, mask_functions(self._project.configuration))

    def _all_columns(self, resource: str) -> tuple[str, ...] | None:
        """A resource's columns; None where it may have others."""
        leader = self.lineages.get(self.twins.of(resource))
        complete = leader.complete if leader else self.schemas[resource].complete
        return self.columns(resource) if complete else None

    def _analysed(self, model: Resource) -> QueryLineage:
        sql, lost = self._stand_ins.put(model, self._resources)
        query = self._ledger.lineage(sql, self._project.adapter, self._relations)
        if query.complete and query.reason is None and _reads(query, model.id):
            # It reads its own table, whose columns are known only now.
            columns = {column.name: column.type for column in query.columns}
            self._relations.learn(model.id, columns, True)
            query = self._ledger.lineage(sql, self._project.adapter, self._relations)
        if lost:
            reason = f"the SQL inlined for {', '.join(lost)} can't be told from its own"
            suspects = tuple(sorted({*model.parents, *query.suspects}))
            return replace(query, reason=query.reason or reason, suspects=suspects)
        return query


def _reads(query: QueryLineage, relation: str) -> bool:
    return any(read.relation == relation for read in query.reads)


def _downstream(changed: Collection[str], needs: Mapping[str, Sequence[str]]) -> set[str]:
    children: dict[str, list[str]] = {}
    for each, parents in needs.items():
        for parent in parents:
            children.setdefault(parent, []).append(each)
    reached, waiting = set(changed), list(changed)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in reached:
                reached.add(child)
                waiting.append(child)
    return reached
