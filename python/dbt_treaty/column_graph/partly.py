"""The columns of a part of a project: some queries read anew, the others as they are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.column_graph.coverage import coverage
from dbt_treaty.column_graph.join import join
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.column_graph.order import parents_first
from dbt_treaty.column_graph.reading import Reading, Surroundings
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.model import Resource


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier reading of the whole project found, as far as it is of use.

    ``lineages``, ``columns`` and ``relations`` are those of ``ColumnGraph``, the latter by unique
    id: all that the queries of the part may name in the whole project, each under every name.
    ``needs`` has for each resource all that its query saw.
    """

    lineages: Mapping[str, QueryLineage]
    columns: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, tuple[Relation, ...]]
    needs: Mapping[str, Collection[str]]


def build_partly(
    surroundings: Surroundings, changed: Collection[str], touched: Collection[str], known: Known
) -> ColumnGraph:
    """The graph of a part of a project after the queries of some of its models changed.

    It is what ``build`` makes of the whole project, as far as it goes, where nothing in the part
    shares its table with another resource, runs statements beside its query or calls a function of
    the project. The columns of a resource are all that feeds them as long as all that reads it is
    in the part too.

    Args:
        surroundings: of the part, which has every parent of what is touched.
        changed: the models and snapshots whose query is another than when ``known`` was found.
        touched: those and all that is made of them.
        known: what was found before, of all that is in the part.
    """
    resources = surroundings.project.resources
    lineages = _lineages(surroundings, changed, touched, known)
    joined = join(_Part(lineages, known.columns), surroundings.project)
    return ColumnGraph(
        ways={each: ways for each, ways in joined.ways.items() if each in resources},
        queries=lineages,
        columns=joined.columns,
        coverage=coverage(lineages, (), resources.values()),
        unlisted={ref: each for ref, each in joined.unlisted.items() if ref.relation in resources},
    )


class _Part:
    """What is joined of a part (see ``join.Told``)."""

    beside: tuple[Beside, ...] = ()

    def __init__(
        self, lineages: Mapping[str, QueryLineage], columns: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.lineages = lineages
        self.groups: Mapping[str, list[str]] = {}
        self._columns = columns

    def columns(self, resource: str) -> tuple[str, ...]:
        query = self.lineages.get(resource)
        if query is not None:
            return tuple(dict.fromkeys(column.name for column in query.columns))
        return self._columns[resource]


def _lineages(
    surroundings: Surroundings, changed: Collection[str], touched: Collection[str], known: Known
) -> dict[str, QueryLineage]:
    resources = surroundings.project.resources
    reading = Reading(surroundings, Ledger(), Relations(_relations(surroundings, touched, known)))
    reading.lineages = {each: query for each, query in known.lineages.items() if each in resources}
    needs = {each: known.needs.get(each, ()) for each in touched}
    taught: set[str] = set()  # what has other columns now, as its readers see it
    for each in parents_first(needs):
        model = resources[each]
        if each in changed or not taught.isdisjoint(needs[each]):
            reading.read(model)
            # What has no relation stands in its readers' own text.
            if model.relation is None or _is_other(reading, model, known):
                taught.add(each)
        else:
            reading.relations.learn(each, *reading.learnt(model))
    return reading.lineages


def _relations(
    surroundings: Surroundings, touched: Collection[str], known: Known
) -> Iterator[Relation]:
    yield from (each for each in surroundings.relations() if each.id in touched)
    for id_, named in known.relations.items():
        if id_ not in touched:
            yield from named


def _is_other(reading: Reading, model: Resource, known: Known) -> bool:
    """Whether its readers see something else than before."""
    named = known.relations.get(model.id)
    if not named:
        return True
    columns, complete = reading.learnt(model)
    before = list((named[0].columns or {}).items())
    return (before, named[0].complete) != (list(columns.items()), complete)
