"""Every model's lineage, and the columns of every resource."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dbt_treaty.column_graph.ahead import read_ahead
from dbt_treaty.column_graph.beside import overwritten, read_beside
from dbt_treaty.column_graph.functions import calling
from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.column_graph.order import parents_first, reached, turned
from dbt_treaty.column_graph.reading import Reading, Surroundings
from dbt_treaty.column_graph.schema import united
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.project.model import Project, Resource

QUERIED = ("model", "snapshot")
_ROUNDS = 3  # each finds what the one before read out of turn; more than one is rare


class Queries:
    """The lineage of a project's models and snapshots, and the columns of all its resources."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._surroundings = Surroundings(project)
        self._models = {each.id: each for each in project.resources.values() if _is_queried(each)}
        self._twins = self._surroundings.twins
        self.groups = self._surroundings.groups
        needs = {each.id: self._parents(each) for each in self._models.values()}
        ahead = read_ahead(self._surroundings, self._models, needs, ledger)
        self._reading = ahead or Reading(self._surroundings, ledger)
        self.out_of_turn = False
        if ahead is None:
            self._read_all(needs)
        self.beside = read_beside(project, self._reading.relations, self._twins)
        self.lineages.update(calling(self.lineages, project, self._reading.relations))
        self.lineages.update(overwritten(self.lineages, self.beside))

    @property
    def lineages(self) -> dict[str, QueryLineage]:
        """The lineage of each model and snapshot, by unique id."""
        return self._reading.lineages

    def relations(self) -> Iterator[Relation]:
        """Every relation that a query may name, with the columns that it was found to have."""
        for relation in self._surroundings.relations():
            entry = self._reading.relations.entry(relation.id)
            if entry is not None:
                yield replace(relation, columns=entry.columns, complete=entry.complete)

    def columns(self, resource: str) -> tuple[str, ...]:
        """A resource's columns in order, as its query makes them or else as they are known."""
        query = self.lineages.get(resource)
        if query is not None:
            return tuple(dict.fromkeys(column.name for column in query.columns))
        leader = self.lineages.get(self._twins.of(resource))
        listed = leader.columns if leader else ()
        made = {column.name: column.type for column in listed if column.name != OTHERS}
        return tuple(united([self._surroundings.schemas[resource].columns, made]))

    def _parents(self, model: Resource) -> list[str]:
        return [self._twins.of(parent) for parent in model.parents]

    def _read_all(self, needs: Mapping[str, Sequence[str]]) -> None:
        outdated: Collection[str] = self._models.keys()
        for _ in range(_ROUNDS):
            order = parents_first(needs)
            for each in order:
                if each in outdated:
                    self._reading.read(self._models[each])
            late = self._read_out_of_turn(order, needs)
            if not late:
                return
            self.out_of_turn = True
            needs = {each: [*needs[each], *late.get(each, ())] for each in needs}
            outdated = reached(late, turned(needs))

    def _read_out_of_turn(
        self, order: Sequence[str], needs: Mapping[str, Sequence[str]]
    ) -> dict[str, list[str]]:
        """Models read by name, with no reference, before they had been read themselves."""
        turn = {each: at for at, each in enumerate(order)}
        late: dict[str, list[str]] = {}
        for each, query in self.lineages.items():
            for read in query.reads:
                other = self._twins.of(read.relation) if read.relation else ""
                if turn.get(other, -1) > turn[each] and other not in needs[each]:
                    late.setdefault(each, []).append(other)
        return late


def _is_queried(resource: Resource) -> bool:
    return resource.kind in QUERIED and not resource.is_external
