"""Turns what the engine found into the model that leaves this package."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.lineage.output import Column, Output, Way, suspects_of

_SIZED = frozenset({"this", "expressions"})


def assemble(engine: Engine, output: Output) -> QueryLineage:
    """The lineage of a query whose output this is."""
    lines = engine.lines
    if len(lines) < len(output.columns):
        # What UNION BY NAME adds is named in another arm; PIVOT's columns are named nowhere.
        lines = lines + [lines[-1] if lines else 1] * (len(output.columns) - len(lines))
    edges = _Edges()
    columns = [
        _column(engine, column, line, edges)
        # BigQuery's INNER UNION BY NAME leaves columns of its first arm out.
        for column, line in zip(output.columns, lines, strict=False)
    ]
    return QueryLineage(
        columns=tuple(columns),
        row_scans=_row_scans(output, edges.refs),
        reads=tuple(engine.reads.values()),
        complete=all(column.open is None for column in output.columns),
    )


class _Refs(dict[tuple[str, str], ColumnRef]):
    """Each column that the query reads, made once."""

    def __missing__(self, parent: tuple[str, str]) -> ColumnRef:
        self[parent] = made = ColumnRef(*parent)
        return made


class _Edges(dict[Way, Edge]):
    """Each way as an edge, made once: many columns are looked at for many others."""

    def __init__(self) -> None:
        self.refs = _Refs()

    def __missing__(self, way: Way) -> Edge:
        self[way] = made = Edge(self.refs[way[:2]], way[2], way[3])  # type: ignore[arg-type] # a way's third part is one of the three words
        return made


def _column(engine: Engine, column: Column, line: int, edges: _Edges) -> OutputColumn:
    ways = sorted(column.ways) if len(column.ways) > 1 else column.ways
    reason = column.reason
    return OutputColumn(
        column.name,
        tuple([edges[way] for way in ways]),
        _type(engine, column.type),
        line,
        reason,
        () if reason is None else tuple(sorted(set(suspects_of(column)))),
    )


def _row_scans(output: Output, refs: _Refs) -> tuple[ColumnRef, ...]:
    """What chooses the rows of an output and of all that it reads."""
    found: set[tuple[str, str]] = set()
    seen: set[int] = set()
    pending = [output]
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if current.rows:
            found.update([way[:2] for way in current.rows])
        pending.extend(current.uses or ())
    return tuple([refs[parent] for parent in sorted(found)])


def _type(engine: Engine, type_: Any) -> str | None:
    if type_ is None or isinstance(type_, str):
        return type_
    sizes = _sizes(type_)
    if sizes is None:
        return str(type_.sql(dialect=engine.dialect.name))
    return _plain(type_.args["this"], sizes, engine.dialect.name)


def _sizes(type_: exp.DataType) -> tuple[str, ...] | None:
    """The numbers in the brackets of a type that has nothing else to it; None of any other."""
    args = type_.args
    if type(args["this"]) is not exp.DType:
        return None
    if any(value for key, value in args.items() if key not in _SIZED):
        return None
    given = [each.args for each in args.get("expressions") or ()]
    if any(type(each.get("this")) is not exp.Literal or len(each) > 1 for each in given):
        return None
    return tuple([each["this"].args["this"] for each in given])


@lru_cache(maxsize=1024)
def _plain(kind: exp.DType, sizes: tuple[str, ...], dialect: str) -> str:
    given = [exp.DataTypeParam(this=exp.Literal.number(each)) for each in sizes]
    return str(exp.DataType(this=kind, expressions=given, nested=False).sql(dialect=dialect))
