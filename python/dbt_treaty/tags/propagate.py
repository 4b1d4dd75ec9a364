"""The tags of every column of a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.contracts.model import ContractColumn
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Project, Resource
from dbt_treaty.tags.inheritance import Inherited, spread, trail
from dbt_treaty.tags.model import CarriedTags
from dbt_treaty.tags.network import Network, network
from dbt_treaty.tags.origins import origin_finder
from dbt_treaty.tags.transforms import Classification
from dbt_treaty.tags.unmasked import reach_unmasked


def propagate(project: Project, graph: ColumnGraph, classification: Classification) -> CarriedTags:
    """Every declared tag followed along all ways that carry it, to the least fixpoint.

    A tag begins at each column that declares it and does not surely inherit it. It begins bare, or
    masked where the column's contract declares a mask and no unmasked way leads to the column. A
    whole resource's tags don't spread to its columns.
    """
    ways = network(graph, classification)
    declared = dict(_declared(project, graph))
    masked = {ref for ref, column in _promised(project, graph) if column.mask}
    elsewhere = {ref for ref in masked if project.resources[ref.relation].kind == "source"}
    open_ways = reach_unmasked(ways, elsewhere)
    numbers = {ref: number for number, ref in enumerate(ways.refs)}
    shut = {numbers[ref] for ref in masked if ref in numbers} - open_ways.keys()
    return CarriedTags(
        inherited=_inherited(ways, _by_tag(declared, numbers), shut),
        declared=declared,
        unmasked={
            ref: trail(open_ways, numbers[ref], ways.refs)
            for ref in sorted(masked)
            if ref in numbers and numbers[ref] in open_ways
        },
    )


def _inherited(ways: Network, declaring: Mapping[str, set[int]], shut: set[int]) -> Inherited:
    origins = origin_finder(ways.certain)
    spreads = {}
    for tag, columns in declaring.items():
        found = origins(columns)
        spreads[tag] = spread(ways, found - shut, found & shut)
    return Inherited(ways, spreads)


def _by_tag(
    declared: Mapping[ColumnRef, frozenset[str]], numbers: Mapping[ColumnRef, int]
) -> dict[str, set[int]]:
    declaring: dict[str, set[int]] = {}
    for ref, tags in declared.items():
        for tag in tags:
            if ref in numbers:
                declaring.setdefault(tag, set()).add(numbers[ref])
    return declaring


def _declared(project: Project, graph: ColumnGraph) -> Iterator[tuple[ColumnRef, frozenset[str]]]:
    """The tags of each column: its properties' and its contract's, which may be newer, together."""
    tags: dict[ColumnRef, set[str]] = {}
    for resource in project.resources.values():
        spelled = _spelling(resource, graph)
        for column in resource.columns.values():
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
