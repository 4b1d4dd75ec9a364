"""Turns what the engine found into the model that leaves this package."""

from __future__ import annotations

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.lineage.output import Column, Output, Way, suspects_of
from dbt_treaty.lineage.type_text import type_text


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
        relation, name, evolution, transforms = way
        self[way] = made = Edge(self.refs[relation, name], evolution, transforms)  # type: ignore[arg-type] # it is one of the three words
        return made


def _column(engine: Engine, column: Column, line: int, edges: _Edges) -> OutputColumn:
    ways, type_, reason = column.ways, column.type, column.reason
    return OutputColumn(
        column.name,
        tuple([edges[way] for way in sorted(ways)]) if len(ways) != 1 else (edges[ways[0]],),
        type_ if type_ is None or type(type_) is str else type_text(type_, engine.dialect.name),
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
