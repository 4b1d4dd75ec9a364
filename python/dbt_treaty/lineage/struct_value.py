"""Readers of values that hold several: structs, tuples, rows, and access to what is in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import READERS, read, read_function, read_through
from dbt_treaty.lineage.field import element_of
from dbt_treaty.lineage.output import Column, Output, Way
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.shape import Shape
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.star import expand, matching
from dbt_treaty.lineage.transform_name import NAMES

# Dialects whose ARRAYS_ZIP names the fields: by the columns, or by ``$1``, ``$2``, …
_ZIPPED = frozenset({"databricks", "snowflake", "spark"})
_NAMED_BY_COLUMN = frozenset({"", "bigquery", "spark", "databricks", "duckdb", "clickhouse"})


def packed(columns: list[Column], transform: str) -> Column:
    """One value that holds these columns as its fields."""
    ways: dict[Way, None] = {}
    suspects: dict[str, None] = {}
    for column in columns:
        ways.update(dict.fromkeys(column.passing(transform).ways))
        if column.open is not None and column.open.relation is not None:
            ways[column.open.relation, "*", "mod", (transform,)] = None
        elif column.reason is not None:
            suspects.update(dict.fromkeys(column.suspects))
    doubtful = [c for c in columns if c.reason and (c.open is None or c.open.relation is None)]
    value = Column("", tuple(ways), None, doubtful[0].reason if doubtful else None, tuple(suspects))
    value.shape = Shape(((Output(columns), (transform,), ()),))
    return value


def read_struct(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A struct, a tuple or a row: its fields are known as long as nothing changes the whole."""
    items = node.args.get("expressions") or []
    if chain is None or any(_has_computed_key(item) for item in items):
        read_function(scope, node, chain, sink)
        return
    name = NAMES[type(node)] if type(node) is not exp.Anonymous else node.name.lower()
    columns = [column for item in items for column in _fields(scope, item, sink)]
    sink.read(packed(columns, name), chain)


def _zipped(scope: Scope, node: exp.ArraysZip, chain: Chain, sink: Sink) -> None:
    """``arrays_zip(a, b)``: a list of structs, each field of which is of one list."""
    if chain is None or scope.engine.dialect.name not in _ZIPPED:
        read_function(scope, node, chain, sink)
        return
    columns = [gathered(scope, item, sink) for item in node.expressions]
    by_number = scope.engine.dialect.name == "snowflake"
    names = [
        f"${at + 1}" if by_number else item.output_name or str(at)
        for at, item in enumerate(node.expressions)
    ]
    fields = [column.named(name) for column, name in zip(columns, names, strict=True)]
    sink.read(packed(fields, NAMES[exp.ArraysZip]), chain)


def _has_computed_key(item: Any) -> bool:
    return type(item) is exp.PropertyEQ and type(item.this) not in (exp.Identifier, exp.Literal)


def _fields(scope: Scope, item: Any, sink: Sink) -> list[Column]:
    """The fields that one item of a struct makes; a star makes several."""
    if type(item) is exp.Star or (type(item) is exp.Column and type(item.this) is exp.Star):
        return expand(scope, item)
    if type(item) is exp.Columns and item.args.get("unpack"):
        return matching(scope, item)
    inner = Sink()
    read(scope, item.args["expression"] if type(item) is exp.PropertyEQ else item, (), inner)
    sink.aggregate = sink.aggregate or inner.aggregate
    return [inner.column(_name(scope, item))]


def _name(scope: Scope, item: Any) -> str:
    if type(item) in (exp.PropertyEQ, exp.Alias):
        return str(item.args["this"].name if type(item) is exp.PropertyEQ else item.alias)
    by_column = scope.engine.dialect.name in _NAMED_BY_COLUMN
    return str(item.name) if by_column and type(item) is exp.Column else ""


def _star_map(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """Snowflake's ``OBJECT_CONSTRUCT(*)``."""
    if type(node.args.get("this")) is exp.Star and chain is not None:
        sink.read(packed(expand(scope, node.args["this"]), NAMES[exp.StarMap]), chain)
    else:
        read_function(scope, node, chain, sink)


def _bracket(scope: Scope, node: exp.Bracket, chain: Chain, sink: Sink) -> None:
    """``value['field']``."""
    keys = node.args.get("expressions") or []
    if chain is None or len(keys) != 1 or type(keys[0]) is not exp.Literal or not keys[0].is_string:
        read_function(scope, node, chain, sink)
        return
    column = gathered(scope, node.args["this"], sink)
    part = element_of(scope.engine, column, keys[0].name)
    sink.read(column.passing("bracket") if part is None else part, chain)


def gathered(scope: Scope, node: Any, sink: Sink) -> Column:
    """What an expression makes; an aggregate in it counts for the sink that it goes to."""
    inner = Sink()
    read(scope, node, (), inner)
    sink.aggregate = sink.aggregate or inner.aggregate
    return inner.column("")


def _json_path(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """``object:field.…``: of an object made in the query, only that field."""
    path = node.args.get("expression")
    steps = path.expressions if type(path) is exp.JSONPath else []
    first = steps[1] if len(steps) > 1 else None
    if chain is None or type(first) is not exp.JSONPathKey or not isinstance(first.this, str):
        read_function(scope, node, chain, sink)
        return
    column = gathered(scope, node.args["this"], sink)
    part = element_of(scope.engine, column, first.this)
    inner = (NAMES[type(node)], *chain)
    sink.read(column if part is None else part, inner)


def _cast(scope: Scope, node: exp.Cast, chain: Chain, sink: Sink) -> None:
    """A cast to a struct names the fields, by place."""
    if chain is None:
        read_through(scope, node, None, sink)
        return
    to = node.args.get("to")
    if type(to) is exp.DataType and to.this is exp.DType.STRUCT and to.expressions:
        _to_struct(scope, node, chain, sink)
    else:
        read(scope, node.args["this"], ("cast", *chain), sink)
    if not chain:
        sink.type = to


def _convert(scope: Scope, node: exp.Convert, chain: Chain, sink: Sink) -> None:
    """T-SQL's ``CONVERT(type, value, style)``."""
    read(scope, node.args["expression"], chain if chain is None else ("cast", *chain), sink)
    if chain is not None and not chain and type(node.args["this"]) is exp.DataType:
        sink.type = node.args["this"]


def _to_struct(scope: Scope, node: exp.Cast, chain: tuple[str, ...], sink: Sink) -> None:
    column = gathered(scope, node.args["this"], sink)
    names = [part.name for part in node.args["to"].expressions]
    value = column.passing("cast")
    made = None if column.shape is None else column.shape.alternatives
    if made is not None and all(len(output.columns) == len(names) for output, _, _ in made):
        value.shape = Shape(
            tuple(
                (_renamed(output, names), (*transforms, "cast"), scans)
                for output, transforms, scans in made
            )
        )
    sink.read(value, chain)


def _renamed(output: Output, names: list[str]) -> Output:
    return Output(
        [
            column if column.open is not None else column.named(name)
            for column, name in zip(output.columns, names, strict=True)
        ]
    )


def register() -> None:
    """Make these readers known."""
    readers: dict[type, Callable[[Scope, Any, Chain, Sink], None]] = {
        exp.Struct: read_struct,
        exp.Tuple: read_struct,
        exp.ArraysZip: _zipped,
        exp.StarMap: _star_map,
        exp.Bracket: _bracket,
        exp.Cast: _cast,
        exp.Convert: _convert,
        exp.TryCast: _cast,
        exp.JSONExtract: _json_path,
        exp.JSONExtractScalar: _json_path,
    }
    READERS.update(readers)
