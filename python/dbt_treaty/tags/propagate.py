"""The tags of every column of a project."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.contracts.model import ContractColumn
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Project, Resource
from dbt_treaty.tags.inheritance import Inherited, spread
from dbt_treaty.tags.model import CarriedTags
from dbt_treaty.tags.network import Network
from dbt_treaty.tags.origins import origin_finder
from dbt_treaty.tags.transforms import Classification
from dbt_treaty.tags.unmasked import unmasked_trails


def propagate(project: Project, graph: ColumnGraph, classification: Classification) -> CarriedTags:
    """Every declared tag followed along all ways that carry it, to the least fixpoint.

    A tag begins at each column that declares it and does not surely inherit it. It begins bare, or
    masked where the column's contract declares a mask and no unmasked way leads to the column. A
    whole resource's tags don't spread to its columns.
    """
    declared = dict(_declared(project, graph))
    masked = {ref for ref, column in _promised(project, graph) if column.mask}
    elsewhere = {ref for ref in masked if project.resources[ref.relation].kind == "source"}
    unmasked = unmasked_trails(graph, classification, masked, elsewhere)
    return CarriedTags(
        inherited=_inherited(Network(graph, classification), declared, masked - unmasked.keys()),
        declared=declared,
        unmasked=unmasked,
    )


def _inherited(
    network: Network,
    declared: Mapping[ColumnRef, Collection[str]],
    shut: Collection[ColumnRef],
) -> Inherited:
    declaring: dict[str, set[int]] = {}
    masked = set()
    for ref, tags in declared.items():
        number = network.number(ref)
        if number is None:
            continue
        if ref in shut:
            masked.add(number)
        for tag in tags:
            declaring.setdefault(tag, set()).add(number)
    origins = origin_finder(network.certain, set().union(*declaring.values()))
    spreads = {}
    for tag, columns in declaring.items():
        found = origins(columns)
        spreads[tag] = spread(network, found - masked, found & masked)
    return Inherited(network, spreads)


def _declared(project: Project, graph: ColumnGraph) -> Iterator[tuple[ColumnRef, frozenset[str]]]:
    """The tags of each column: its properties' and its contract's, which may be newer, together."""
    tags: dict[ColumnRef, set[str]] = {}
    for resource in project.resources.values():
        tagged = [column for column in resource.columns.values() if column.tags]
        spelled = _spelling(resource, graph) if tagged else {}
        for column in tagged:
            name = spelled.get(column.name.casefold(), column.name)
            tags.setdefault(ColumnRef(resource.id, name), set()).update(column.tags)
    for ref, promised in _promised(project, graph):
        tags.setdefault(ref, set()).update(promised.tags)
    return ((ref, frozenset(each)) for ref, each in tags.items() if each)


def _promised(project: Project, graph: ColumnGraph) -> Iterator[tuple[ColumnRef, ContractColumn]]:
    for resource in project.resources.values():
        if resource.contract is not None:
            spelled = _spelling(resource, graph)
            for column in resource.contract.columns:
                name = spelled.get(column.name.casefold(), column.name)
                yield ColumnRef(resource.id, name), column


def _spelling(resource: Resource, graph: ColumnGraph) -> dict[str, str]:
    return {name.casefold(): name for name in graph.columns.get(resource.id, ())}
