"""Turns what the engine found into the model that leaves this package."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.lineage.output import Column, Output, Way, suspects_of


def assemble(engine: Engine, output: Output) -> QueryLineage:
    """The lineage of a query whose output this is."""
    lines = engine.lines
    if len(lines) < len(output.columns):
        # What UNION BY NAME adds is named in another arm; PIVOT's columns are named nowhere.
        lines = lines + [lines[-1] if lines else 1] * (len(output.columns) - len(lines))
    refs: dict[tuple[str, str], ColumnRef] = {}
    columns = tuple(
        _column(engine, column, line, refs)
        # BigQuery's INNER UNION BY NAME leaves columns of its first arm out.
        for column, line in zip(output.columns, lines, strict=False)
    )
    return QueryLineage(
        columns=columns,
        row_scans=_row_scans(output, refs),
        reads=tuple(engine.reads.values()),
        complete=all(column.open is None for column in output.columns),
    )


def _column(
    engine: Engine, column: Column, line: int, refs: dict[tuple[str, str], ColumnRef]
) -> OutputColumn:
    ways = sorted(column.ways) if len(column.ways) > 1 else column.ways
    return OutputColumn(
        name=column.name,
        edges=tuple(_edge(way, refs) for way in ways),
        type=_type(engine, column.type),
        line=line,
        reason=column.reason,
        suspects=tuple(sorted(set(suspects_of(column)))) if column.reason is not None else (),
    )


def _edge(way: Way, refs: dict[tuple[str, str], ColumnRef]) -> Edge:
    return Edge(_ref(way[0], way[1], refs), way[2], way[3])  # type: ignore[arg-type] # a way's third part is one of the three words


def _ref(relation: str, column: str, refs: dict[tuple[str, str], ColumnRef]) -> ColumnRef:
    ref = refs.get((relation, column))
    if ref is None:
        ref = refs[relation, column] = ColumnRef(relation, column)
    return ref


def _row_scans(output: Output, refs: dict[tuple[str, str], ColumnRef]) -> tuple[ColumnRef, ...]:
    """What chooses the rows of an output and of all that it reads."""
    found: set[tuple[str, str]] = set()
    seen: set[int] = set()
    pending = [output]
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        found.update((way[0], way[1]) for way in current.rows or ())
        pending.extend(current.uses or ())
    return tuple(_ref(relation, column, refs) for relation, column in sorted(found))


def _type(engine: Engine, type_: Any) -> str | None:
    if type_ is None or isinstance(type_, str):
        return type_
    if type_.expressions or type_.args.get("nested") or len(type_.args) > 2:
        return str(type_.sql(dialect=engine.dialect.name))
    return _plain(type_.this, engine.dialect.name)


@lru_cache(maxsize=1024)
def _plain(kind: Any, dialect: str) -> str:
    return str(exp.DataType(this=kind).sql(dialect=dialect))
