"""What UNION, INTERSECT and EXCEPT make of the outputs of their arms."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.output import Column, Open, Output, Way, shape_of_either, suspects_of
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.sql_type import same_type
from dbt_treaty.lineage.type_text import type_text


def united(engine: Engine, node: exp.SetOperation, first: Output, second: Output) -> Output:
    """The columns of two arms together: names of the first, ways of both.

    The second arm of EXCEPT is only looked at. Whatever is no UNION ALL compares whole rows, so
    that every column of both arms that it keeps chooses rows.
    """
    if isinstance(node, exp.Except):
        second = Output([_scanned(column) for column in second.columns], second.rows, [second])
    if node.args.get("by_name"):
        columns = _chosen(node, _by_name(engine, first, second), first, second)
    else:
        columns = _by_position(engine, first.columns, second.columns)
    rows = _compared(columns) if _compares(node) else None
    return Output(columns, rows, [first, second])


def _compares(node: exp.SetOperation) -> bool:
    return type(node) is not exp.Union or bool(node.args.get("distinct"))


def _compared(columns: list[Column]) -> dict[Way, None]:
    row = Sink()
    for column in columns:
        row.read(column, None)
    return row.ways


def _scanned(column: Column) -> Column:
    ways = dict.fromkeys((relation, name, "scan", ()) for relation, name, _, _ in column.ways)
    if column.open is None and column.reason is None:
        return Column(column.name, tuple(ways))
    unknown = dict.fromkeys((relation, "*", "scan", ()) for relation in suspects_of(column))
    scanned = Column(column.name, tuple(ways | unknown))
    if column.open is not None:
        scanned.open = Open(None, None, (), scanned.ways)
    return scanned


def _by_position(engine: Engine, ours: list[Column], theirs: list[Column]) -> list[Column]:
    columns: list[Column] = []
    for position, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one.open is not None or other.open is not None:
            return columns + _unaligned(ours[position:], theirs[position:])
        columns.append(_both(engine, one, other))
    rest = ours[len(columns) :]
    if any(column.open is not None for column in (*rest, *theirs[len(columns) :])):
        return columns + _unaligned(rest, theirs[len(columns) :])
    return columns + rest


def _both(engine: Engine, one: Column, other: Column) -> Column:
    if one is other:
        return one
    ways = one.ways if one.ways == other.ways else tuple(dict.fromkeys(one.ways + other.ways))
    reason = one.reason or other.reason
    suspects = one.suspects
    if other.suspects:
        suspects = tuple(dict.fromkeys(one.suspects + other.suspects))
    column = Column(one.name, ways, _type(engine, one.type, other.type), reason, suspects)
    if one.shape is not None or other.shape is not None:
        column.shape = shape_of_either(one, other)
    return column


def _type(engine: Engine, one: Any, other: Any) -> Any:
    """The type two arms agree on."""
    if one is None or other is None or one is other:
        return one if one is other else None
    dialect = engine.dialect.name
    ours, theirs = (t if isinstance(t, str) else type_text(t, dialect) for t in (one, other))
    return one if ours == theirs or same_type(ours, theirs, dialect) else None


def _unaligned(ours: list[Column], theirs: list[Column]) -> list[Column]:
    """From a star over an unknown schema on, no column of one arm has a known partner in the other.

    The first arm's names stay; each may hold what any column of the second arm holds.
    """
    unknown = _anything(theirs)
    columns: list[Column] = []
    for column in ours:
        other = unknown
        if column.open is not None:
            mixed = _anything([column])
            other = Open(
                None,
                "unknown schema",
                tuple(dict.fromkeys(mixed.suspects + unknown.suspects)),
                tuple(dict.fromkeys(mixed.ways + unknown.ways)),
                column.open.excluded,
            )
            columns.append(other.star())
        else:
            columns.append(_doubtful(column, other))
    if not any(column.open is not None for column in ours):
        return columns
    return columns


def _doubtful(column: Column, other: Open) -> Column:
    ways = tuple(dict.fromkeys(column.ways + other.ways))
    suspects = tuple(dict.fromkeys(column.suspects + other.suspects))
    return Column(column.name, ways, None, column.reason or "unknown schema", suspects)


def _anything(columns: list[Column]) -> Open:
    suspects = dict.fromkeys(
        relation
        for column in columns
        if column.open is not None or column.reason is not None
        for relation in suspects_of(column)
    )
    ways: dict[Way, None] = dict.fromkeys(way for column in columns for way in column.ways)
    return Open(None, "unknown schema", tuple(suspects), tuple(ways))


def _by_name(engine: Engine, first: Output, second: Output) -> list[Column]:
    """UNION BY NAME: columns meet by name; those of one arm only are null in the other."""
    columns: list[Column] = []
    for column in first.columns:
        partner = None if column.open is not None else engine.find(second, column.name, column.key)
        columns.append(column if partner is None else _both(engine, column, partner))
    for column in second.columns:
        if column.open is not None or column.key not in first.index:
            met = None if column.open else engine.find(first, column.name, column.key)
            columns.append(column if met is None else _both(engine, column, met))
    return columns


def _chosen(
    node: exp.SetOperation, columns: list[Column], first: Output, second: Output
) -> list[Column]:
    """Those that BigQuery's ``INNER``, ``LEFT`` and ``ON (…)`` keep of the columns of both arms."""
    kept = columns
    side = (node.args.get("side") or "").upper()
    if node.args.get("on"):
        names = {column.name.lower() for column in node.args["on"]}
        kept = [column for column in kept if column.open is not None or column.key in names]
    if side == "LEFT":
        kept = [c for c in kept if c.key in first.index or (c.open is not None and first.opens)]
    elif (node.args.get("kind") or "").upper() == "INNER":
        kept = [c for c in kept if _may_have(first, c) and _may_have(second, c)]
    return kept


def _may_have(output: Output, column: Column) -> bool:
    return bool(output.opens) or column.key in output.index
