"""Which columns of a product each of its readers reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dbt_treaty.column_graph.model import OTHERS, WHOLE_ROW
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.subscriptions.readings import Reading, read_products

_ANY = (OTHERS, WHOLE_ROW)


@dataclass(frozen=True, slots=True)
class ColumnsRead:
    """The columns that a reader is known to read, in the product's order.

    ``perhaps_more`` tells that it may read any other as well: its lineage is not resolved, or it
    takes whole rows.
    """

    columns: tuple[str, ...] = ()
    perhaps_more: bool = False


@dataclass(frozen=True, slots=True)
class ColumnReaders:
    """Who reads a column of a product, and who may: of those nobody can tell."""

    column: str
    reads: tuple[Reading, ...]
    perhaps: tuple[Reading, ...]


def columns_read(evidence: Evidence, reading: Reading) -> ColumnsRead:
    """The columns that a reader reads, for their values or to choose and order rows."""
    query = evidence.graph.queries.get(reading.reader.id)
    if query is None:  # a hook, or what dbt builds without SQL
        return ColumnsRead(perhaps_more=True)
    found = set(_found(evidence, reading))
    named = {name.casefold() for name in found if name not in _ANY}
    order = dict.fromkeys(name for name in _listed(evidence, reading) if name.casefold() in named)
    known = {name.casefold() for name in order}
    others = sorted(name for name in found if name not in _ANY and name.casefold() not in known)
    perhaps = query.reason is not None or any(name in found for name in _ANY)
    return ColumnsRead((*order, *others), perhaps)


def column_readers(
    evidence: Evidence, product: str, columns: Iterable[str], major: int | None = None
) -> tuple[ColumnReaders, ...]:
    """Who reads each of some columns of a product, in the order given.

    Args:
        evidence: the project.
        product: the product's full name; upper and lower case are alike.
        columns: the columns asked for; likewise.
        major: only readers of this major count, and those of a version that nobody tells.
    """
    readings = [
        (reading, columns_read(evidence, reading))
        for reading in read_products(evidence)
        if reading.product.name.casefold() == product.casefold()
        and major in (None, reading.product.major or major)
    ]
    return tuple(_readers(column, readings) for column in columns)


def _readers(column: str, readings: list[tuple[Reading, ColumnsRead]]) -> ColumnReaders:
    wanted = column.casefold()
    reads, perhaps = [], []
    for reading, read in readings:
        if wanted in {name.casefold() for name in read.columns}:
            reads.append(reading)
        elif read.perhaps_more:
            perhaps.append(reading)
    return ColumnReaders(column, tuple(reads), tuple(perhaps))


def _relations(reading: Reading) -> set[str]:
    """The names that the graph may have for what is read: a source may be what dbt builds."""
    return {reading.parent.id, reading.built}


def _found(evidence: Evidence, reading: Reading) -> Iterator[str]:
    relations = _relations(reading)
    for edges in evidence.graph.ways.get(reading.reader.id, {}).values():
        for edge in edges:
            if edge.parent.relation in relations:
                yield edge.parent.column
    query = evidence.graph.queries.get(reading.reader.id)
    for ref in query.row_scans if query else ():
        if ref.relation in relations:
            yield ref.column


def _listed(evidence: Evidence, reading: Reading) -> Iterator[str]:
    for relation in sorted(_relations(reading)):
        yield from evidence.graph.columns.get(relation, ())
