"""The part of the column graph that answers a question, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.model import Direction, Node, RowScan, Step, Trace
from dbt_treaty.trace.node import node
from dbt_treaty.trace.row_scans import RowScans
from dbt_treaty.trace.step import steps_between
from dbt_treaty.trace.walk import children, parents, walk

Starts = Sequence[ColumnRef]


def upstream(evidence: Evidence, asked: Starts, depth: int | None = None) -> Trace:
    """What columns are made of, and the columns by which the models on the way choose rows.

    Args:
        evidence: the project.
        asked: the columns, as the graph spells them.
        depth: how many steps to go at most.
    """
    found, scans = walk(asked, parents(evidence.graph), depth), RowScans(evidence.graph)
    models = sorted({ref.relation for ref in found.visited})
    rows = {RowScan(model, ref) for model in models for ref in scans.of(model)}
    steps = steps_between(evidence, ((parent, child) for child, parent in found.ways))
    trace = _trace(evidence, "upstream", asked, (found.reached, steps, rows))
    return replace(trace, cut=tuple(sorted(found.cut)), depth=depth)


def downstream(evidence: Evidence, asked: Starts, depth: int | None = None) -> Trace:
    """What is made of columns, and the models that choose their rows by any of these."""
    found, scans = walk(asked, children(evidence.graph), depth), RowScans(evidence.graph)
    rows = {RowScan(model, ref) for ref in found.reached for model in scans.readers(ref)}
    steps = steps_between(evidence, found.ways)
    trace = _trace(evidence, "downstream", asked, (found.reached, steps, rows))
    return replace(trace, cut=tuple(sorted(found.cut)), depth=depth)


def both(evidence: Evidence, asked: Starts, depth: int | None = None) -> Trace:
    """What columns are made of, and what is made of them."""
    up, down = upstream(evidence, asked, depth), downstream(evidence, asked, depth)
    parts = (
        {each.ref for trace in (up, down) for each in trace.nodes},
        {*up.steps, *down.steps},
        {*up.row_scans, *down.row_scans},
    )
    trace = _trace(evidence, "both", asked, parts)
    return replace(trace, cut=tuple(sorted({*up.cut, *down.cut})), depth=depth)


def whole_project(evidence: Evidence) -> Trace:
    """Every column and every step there is."""
    graph, scans = evidence.graph, RowScans(evidence.graph)
    rows = {RowScan(model, ref) for model in graph.queries for ref in scans.of(model)}
    steps = steps_between(evidence, graph.graph.edges())
    return _trace(evidence, "project", (), (graph.graph.nodes(), steps, rows))


def _trace(
    evidence: Evidence,
    direction: Direction,
    asked: Starts,
    parts: tuple[Iterable[ColumnRef], Iterable[Step], Iterable[RowScan]],
) -> Trace:
    columns, steps, rows = parts
    row_scans = tuple(sorted(rows))
    named = {*asked, *columns, *(scan.reads for scan in row_scans)}
    nodes = tuple(node(evidence, ref) for ref in sorted(named))
    return Trace(
        direction=direction,
        asked=tuple(asked),
        nodes=nodes,
        steps=tuple(sorted(steps)),
        row_scans=row_scans,
        unresolved=tuple(dict.fromkeys(_unresolved(evidence, nodes))),
        coverage=evidence.graph.coverage,
    )


def _unresolved(evidence: Evidence, nodes: Iterable[Node]) -> Iterator[Unresolved]:
    """A model that could not be read stands there once, as in the coverage."""
    for each in nodes:
        query = evidence.graph.queries.get(each.ref.relation)
        if query is not None and query.reason is not None:
            yield Unresolved(each.ref.relation, None, query.reason)
        elif each.reason is not None:
            yield Unresolved(each.ref.relation, each.ref.column, each.reason)
