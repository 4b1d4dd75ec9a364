"""Holds a query's lineage against what DuckDB does when one column's values change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from random import Random

from dbt_treaty.lineage.model import OutputColumn, QueryLineage
from dbt_treaty.lineage.oracles.random_value import STRATEGIES, holds_mark
from dbt_treaty.lineage.oracles.tainted_database import Result, TaintedDatabase, differing

# What a query reads: a relation's identifier and a column, in lower case.
Input = tuple[str, str]


def missing_edges(
    database: TaintedDatabase,
    sql: str,
    lineage: QueryLineage,
    random: Random,
    identifiers: Mapping[str, str],
) -> Iterator[str]:
    """What changed in the output, or flowed into it, and is told by no edge, scan or suspect.

    ``identifiers`` has the relation of each table. Raises duckdb.Error where the query fails.
    """
    before = database.run(sql)
    outputs = [_outputs(lineage, before, i) for i in range(len(before.names))]
    unsteady: frozenset[int] | None = None
    for table, column in _inputs(database, sql):
        input_: Input = (identifiers[table], column.lower())
        deaf = {i for i, found in enumerate(outputs) if not _hears(lineage, found, input_)}
        dry = {i for i, found in enumerate(outputs) if not _holds(lineage, found, input_)}
        if unsteady is None and deaf:
            unsteady = database.unsteady(sql, before, random)
        others = random.sample(STRATEGIES[1:], 3) if deaf else ()
        for strategy in (STRATEGIES[0], *others):
            after = database.rerun(sql, (table, column), strategy, random)
            if after is not None:
                changed = differing(before, after) & deaf - (unsteady or frozenset())
                yield from _said(before, changed, input_, "changes")
                yield from _said(before, _marked(after) & dry, input_, "holds the value")


def _inputs(database: TaintedDatabase, sql: str) -> Iterator[tuple[str, str]]:
    """The columns of the tables whose names stand in the text."""
    text = sql.lower()
    for table, columns in database.tables.items():
        if table.split(".")[-1].lower() in text:
            yield from ((table, column) for column in columns)


def _marked(result: Result) -> frozenset[int]:
    return frozenset(i for i, column in enumerate(result.columns) if any(map(holds_mark, column)))


def _said(before: Result, found: Iterable[int], input_: Input, what: str) -> Iterator[str]:
    for i in sorted(found):
        yield f"{before.names[i]} {what}: {'.'.join(input_)}"


def _outputs(lineage: QueryLineage, result: Result, at: int) -> list[OutputColumn]:
    """What the lineage says of the result's column at a place: all that may be it."""
    if lineage.reason is None and lineage.complete:
        return [lineage.columns[at]]
    name = result.names[at].lower()
    return [c for c in lineage.columns if c.name.lower() in {name, "*"}]


def _hears(lineage: QueryLineage, outputs: list[OutputColumn], input_: Input) -> bool:
    read = {(ref.relation, ref.column.lower()) for ref in lineage.row_scans}
    for output in outputs:
        read |= {(e.parent.relation, e.parent.column.lower()) for e in output.edges}
    return bool(read & {input_, (input_[0], "*")}) or _suspected(lineage, outputs, input_[0])


def _holds(lineage: QueryLineage, outputs: list[OutputColumn], input_: Input) -> bool:
    values = {
        (edge.parent.relation, edge.parent.column.lower())
        for output in outputs
        for edge in output.edges
        if edge.evolution != "scan"
    }
    return bool(values & {input_, (input_[0], "*")}) or _suspected(lineage, outputs, input_[0])


def _suspected(lineage: QueryLineage, outputs: list[OutputColumn], relation: str) -> bool:
    if lineage.reason is not None:
        return relation in lineage.suspects
    return any(o.reason is not None and relation in o.suspects for o in outputs)
