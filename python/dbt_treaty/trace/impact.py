"""What a change to a column would touch, by domain and owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dbt_treaty.column_graph.model import WHOLE_ROW
from dbt_treaty.contracts.model import Contract, Owner
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.impact_model import (
    Impact,
    TouchedColumn,
    TouchedDomain,
    TouchedResource,
)
from dbt_treaty.trace.node import node
from dbt_treaty.trace.spread import Spread, spread
from dbt_treaty.trace.target import Target

_NOBODY = Owner()


def impact(evidence: Evidence, target: Target) -> Impact:
    """All that changes with a column: values, conditions and rows downstream of it.

    Args:
        evidence: the project.
        target: the column, as ``find_target`` gives it.
    """
    found = spread(evidence, target.columns)
    contracts = _contracts(evidence)
    columns = _columns(evidence, target, found)
    touched = [
        _resource(evidence, id_, columns.get(id_, ()), found, contracts.get(id_))
        for id_ in sorted({*columns, *found.rows})
    ]
    unresolved, unplaced = _unresolved(evidence, found)
    return Impact(
        asked=node(evidence, ColumnRef(target.resource, target.column or "")),
        domains=tuple(_domains(evidence, touched)),
        unresolved=unresolved,
        unplaced=unplaced,
        coverage=evidence.graph.coverage,
    )


def _columns(
    evidence: Evidence, target: Target, found: Spread
) -> dict[str, tuple[TouchedColumn, ...]]:
    """The columns touched, by resource; a whole row is a step on the way and no column."""
    columns: dict[str, list[TouchedColumn]] = {}
    for ref in sorted(found.reached - set(target.columns)):
        if ref.column != WHOLE_ROW:
            touched = TouchedColumn(node(evidence, ref), *found.how(ref))
            columns.setdefault(ref.relation, []).append(touched)
    return {id_: tuple(each) for id_, each in columns.items()}


def _resource(
    evidence: Evidence,
    id_: str,
    columns: tuple[TouchedColumn, ...],
    found: Spread,
    contract: Contract | None,
) -> TouchedResource:
    resource = evidence.project.resources[id_]
    return TouchedResource(
        id=id_,
        kind=resource.kind,
        tier=resource.tier,
        is_product=resource.is_public,
        owner=contract.owner if contract else None,
        consumers=contract.consumers_intended if contract else (),
        columns=columns,
        rows=found.rows.get(id_),
    )


def _domains(evidence: Evidence, touched: Iterable[TouchedResource]) -> list[TouchedDomain]:
    by_domain: dict[str | None, list[TouchedResource]] = {}
    for each in touched:
        by_domain.setdefault(evidence.project.resources[each.id].domain, []).append(each)
    owners = _owners(evidence)
    domains = [
        TouchedDomain(
            domain,
            owners.get(domain, ()),
            tuple(sorted(each, key=lambda resource: (not resource.is_product, resource.id))),
        )
        for domain, each in by_domain.items()
    ]
    return sorted(
        domains,
        key=lambda each: (not each.resources[0].is_product, each.domain is None, each.domain or ""),
    )


def _contracts(evidence: Evidence) -> dict[str, Contract]:
    known = known_contracts(evidence)
    return {each.resource_id: each.contract for each in known if each.resource_id}


def _owners(evidence: Evidence) -> Mapping[str | None, tuple[Owner, ...]]:
    owners: dict[str | None, dict[Owner, None]] = {}
    for known in known_contracts(evidence):
        if known.contract.domain and known.contract.owner != _NOBODY:
            owners.setdefault(known.contract.domain, {})[known.contract.owner] = None
    return {domain: tuple(each) for domain, each in owners.items()}


def _unresolved(
    evidence: Evidence, found: Spread
) -> tuple[tuple[Unresolved, ...], tuple[Unresolved, ...]]:
    """What of the unresolved is reached, and what nothing is known to lead to."""
    reached = {ref.relation for ref in found.reached}
    touched, unplaced = [], []
    for each in evidence.graph.coverage.unresolved:
        if each.column is None:
            is_reached = each.resource in reached
        else:
            is_reached = ColumnRef(each.resource, each.column) in found.reached
        if is_reached:
            touched.append(each)
        elif not any(_suspects(evidence, each)):
            unplaced.append(each)
    return tuple(touched), tuple(unplaced)


def _suspects(evidence: Evidence, each: Unresolved) -> Iterator[str]:
    query = evidence.graph.queries[each.resource]
    if each.column is None:
        yield from query.suspects
    for column in query.columns:
        if each.column in (None, column.name):
            yield from column.suspects
