"""Reads an expression: what flows into it, and what it only looks at."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage import aggregate, conditional, list_function, struct_value
from dbt_treaty.lineage.by_number import positional
from dbt_treaty.lineage.dispatch import (
    READERS,
    Reader,
    read,
    read_function,
    read_nothing,
    read_through,
    scan,
)
from dbt_treaty.lineage.dotted import read_dotted
from dbt_treaty.lineage.elsewhere import returns_other_data
from dbt_treaty.lineage.field import element_of
from dbt_treaty.lineage.generator import is_fixed, makes_rows
from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.resolution import (
    anything,
    known_column,
    resolve,
    unqualified,
)
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.star import expand, matching
from dbt_treaty.lineage.transform_name import NAMES, transform_name

_ROWS = frozenset({"row", "tuple"})


class ColumnsMet(Exception):  # noqa: N818 - a signal, not an error
    """COLUMNS(…) inside an expression: it has to be read once for each column."""

    def __init__(self, node: exp.Columns) -> None:
        super().__init__("COLUMNS")
        self.node = node


def gather(scope: Scope, node: Any, name: str) -> Column:
    """The column that an expression makes."""
    sink = Sink()
    READERS[type(node)](scope, node, (), sink)
    return sink.column(name)


def _column(scope: Scope, node: exp.Column, chain: Chain, sink: Sink) -> None:
    if type(node.args["this"]) is exp.Star:
        for column in expand(scope, node):
            sink.read(column, chain)
    else:
        sink.read(resolve(scope, node), chain)


def _star(scope: Scope, node: exp.Star, chain: Chain, sink: Sink) -> None:
    for column in expand(scope, node):
        sink.read(column, chain)


def _columns(scope: Scope, node: exp.Columns, chain: Chain, sink: Sink) -> None:
    if scope.spread is not None:
        sink.read(scope.spread, chain)
    elif chain is None or node.args.get("unpack"):
        for column in matching(scope, node):
            sink.read(column, chain)
    else:
        raise ColumnsMet(node)


def _identifier(scope: Scope, node: exp.Identifier, chain: Chain, sink: Sink) -> None:
    """A bare name is a lambda's variable or a word of the grammar, unless it is a column's."""
    name = node.args["this"]
    key = name.lower()
    if key in scope.bound:
        sink.read(scope.bound[key], chain)
        return
    column = unqualified(scope, name, key) if scope.engine.bare_columns else None
    column = column or known_column(scope, key)
    if column is not None:
        sink.read(column, chain)


def _parameter(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """Snowflake's ``$1`` and DuckDB's ``#1`` are columns by number; a name is the session's."""
    name = node.this.name if isinstance(node.this, exp.Expr) else str(node.this)
    counts = type(node) is exp.PositionalColumn or scope.engine.dialect.name == "snowflake"
    if not name.isdigit():
        sink.read(anything(scope, "", f"session variable {name}"), chain)
    elif counts:
        sink.read(positional(scope.sources, name), chain)


def _subquery(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    output = scope.subquery(node)
    for column in output.columns if output.value is None else [output.value]:
        sink.read(column, chain)


def _chained(scope: Scope, node: exp.Binary, chain: Chain, sink: Sink) -> None:
    """``a || b || c``: a run of one operator is read as one, whatever its length."""
    kind = type(node)
    inner = chain if chain is None else (NAMES[kind], *chain)
    left: Any = node
    while type(left) is kind:
        read(scope, left.args["expression"], inner, sink)
        left = left.args["this"]
    read(scope, left, inner, sink)
    if inner is not None and not chain and issubclass(kind, exp.Connector):
        sink.type = "boolean"


def _predicate(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    if chain is None:
        read_through(scope, node, None, sink)
        return
    for value in node.args.values():
        read(scope, value, (transform_name(node), *chain), sink)
    if not chain:
        sink.type = "boolean"


def _named(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A function whose name is more than its class."""
    name = transform_name(node)
    if name in _ROWS and type(node) is exp.Anonymous:
        struct_value.read_struct(scope, node, chain, sink)
        return
    if name == "tupleelement" and node.args["expressions"]:
        _tuple_element(scope, node, chain, sink)
        return
    if name == "multiif" and node.args["expressions"]:
        conditional.read_multi_if(scope, node, chain, sink)
        return
    if list_function.is_known(name):
        list_function.read_with_lambda(scope, name, node.args["expressions"], chain, sink)
        return
    if makes_rows(name):
        scan(scope, node.args["expressions"], scope.row)
    if returns_other_data(name):
        sink.read(anything(scope, "", f"function {name}"), chain)
    read_through(scope, node, chain if chain is None else (name, *chain), sink)


def _rows(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A function that makes rows: how many there are is up to its list."""
    held = [v for v in node.args.values() if isinstance(v, exp.Expr)]
    if not is_fixed(NAMES[type(node)], held):
        scan(scope, held, scope.row)
    read_function(scope, node, chain, sink)


def _property(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """``name = value`` in a struct, ``name => value`` in a call: the name is no column.

    The key of a map or an object may be any value.
    """
    args = node.args
    if type(args["this"]) is not exp.Identifier:
        read(scope, args["this"], chain, sink)
    read(scope, args["expression"], chain, sink)


def _tuple_element(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """ClickHouse's ``tupleElement(tuple, 'name' or number)``."""
    held, *rest = node.args["expressions"]
    column = struct_value.gathered(scope, held, sink)
    key = rest[0].name if rest and type(rest[0]) is exp.Literal else ""
    part = element_of(scope.engine, column, key) if key else None
    inner = chain if chain is None else ("tupleelement", *chain)
    sink.read(column if part is None else part, inner if part is None else chain)


def _tabled() -> dict[type, Reader]:
    nothing = (exp.Literal, exp.DataType, exp.Var, exp.Null, exp.Boolean, exp.JSONPath)
    strings = (exp.BitString, exp.ByteString, exp.HexString, exp.National, exp.RawString)
    settled = (exp.UnicodeString, exp.Introducer, exp.Placeholder, exp.SessionParameter)
    given = (
        exp.LimitOptions,
        exp.Pseudocolumn,
        exp.IntervalSpan,
        exp.TimeUnit,
        exp.OnCondition,
        exp.JSON,
    )
    limits = (exp.LimitOptions,)
    odd = (exp.OverflowTruncateBehavior, exp.DataTypeParam, exp.PseudoType, exp.ObjectIdentifier)
    clauses = (exp.Having, exp.Qualify, exp.PreWhere, exp.Connect, exp.Prior, exp.Cluster)
    groups = (exp.Cube, exp.Rollup, exp.GroupingSets, exp.Sort, exp.Distribute, exp.WindowSpec)
    through = (
        exp.JSONKeyValue,
        exp.Paren,
        exp.Ordered,
        exp.Where,
        exp.SafeFunc,
        exp.WithFill,
        *clauses,
        *groups,
    )
    chained = (exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.DPipe)
    named = (exp.SHA2, exp.SHA2Digest, exp.Anonymous)
    readers: dict[type, Reader] = dict.fromkeys(
        (*nothing, *strings, *settled, *given, *limits, *odd), read_nothing
    )
    readers |= dict.fromkeys(through, read_through)
    readers |= dict.fromkeys(chained, _chained)
    readers |= dict.fromkeys(named, _named)
    makers = (exp.Explode, exp.ExplodeOuter, exp.Posexplode, exp.PosexplodeOuter, exp.Unnest)
    readers |= dict.fromkeys((*makers, exp.Inline, exp.ExplodingGenerateSeries), _rows)
    readers |= dict.fromkeys((exp.Is, exp.Not, exp.Xor), _predicate)
    readers |= dict.fromkeys((exp.Select, exp.Subquery, exp.Union, exp.Except), _subquery)
    readers |= dict.fromkeys((exp.Intersect, exp.Table), _subquery)
    return readers


aggregate.register()
conditional.register()
list_function.register()
struct_value.register()
READERS.update(_tabled())
READERS.update(
    {
        exp.Alias: lambda scope, node, chain, sink: read(scope, node.args["this"], chain, sink),
        exp.Columns: _columns,
        exp.Column: _column,
        exp.Dot: read_dotted,
        exp.Identifier: _identifier,
        exp.Kwarg: _property,
        exp.Parameter: _parameter,
        exp.PositionalColumn: _parameter,
        exp.PropertyEQ: _property,
        exp.Star: _star,
    }
)
__all__ = ["ColumnsMet", "gather", "read_function"]
