"""Reads an expression: what flows into it, and what it only looks at."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage import aggregate, conditional
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
from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.resolution import (
    anything,
    known_column,
    positional,
    resolve,
    unqualified,
)
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.star import expand, matching
from dbt_treaty.lineage.transform_name import NAMES, transform_name


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
    for column in scope.subquery(node).columns:
        sink.read(column, chain)


def _cast(scope: Scope, node: exp.Cast, chain: Chain, sink: Sink) -> None:
    args = node.args
    inner: Chain = chain if chain is None else ("cast", *chain)
    read(scope, args["this"], inner, sink)
    if chain is not None and not chain:
        sink.type = args.get("to")


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
    if returns_other_data(transform_name(node)):
        sink.read(anything(scope, "", f"function {transform_name(node)}"), chain)
    read_through(scope, node, chain if chain is None else (transform_name(node), *chain), sink)


def _property(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """``name = value`` in a struct, ``name => value`` in a call: the name is no column.

    The key of a map or an object may be any value.
    """
    args = node.args
    if type(args["this"]) is not exp.Identifier:
        read(scope, args["this"], chain, sink)
    read(scope, args["expression"], chain, sink)


def _comprehension(scope: Scope, node: exp.Comprehension, chain: Chain, sink: Sink) -> None:
    """``[f(x) for x in list if c]``: x is each element of the list."""
    args = node.args
    inner = chain if chain is None else ("comprehension", *chain)
    read(scope, args["iterator"], inner, sink)
    outer = scope.bound
    names = [n for key in ("expression", "position") if (n := args.get(key)) is not None]
    scope.bound = outer | {name.name.lower() for name in names}
    read(scope, args["this"], inner, sink)
    scan(scope, args.get("condition"), sink)
    scope.bound = outer


def _lambda(scope: Scope, node: exp.Lambda, chain: Chain, sink: Sink) -> None:
    """A lambda's parameters stand for values of the call's other arguments, which are read too."""
    outer = scope.bound
    scope.bound = outer | {name.name.lower() for name in node.args["expressions"]}
    read(scope, node.args["this"], chain, sink)
    scope.bound = outer


def _tabled() -> dict[type, Reader]:
    nothing = (exp.Literal, exp.DataType, exp.Var, exp.Null, exp.Boolean, exp.JSONPath)
    strings = (exp.BitString, exp.ByteString, exp.HexString, exp.National, exp.RawString)
    settled = (exp.UnicodeString, exp.Introducer, exp.Placeholder, exp.SessionParameter)
    given = (exp.Pseudocolumn, exp.IntervalSpan, exp.TimeUnit, exp.OnCondition, exp.JSON)
    odd = (exp.OverflowTruncateBehavior, exp.DataTypeParam, exp.PseudoType, exp.ObjectIdentifier)
    clauses = (exp.Having, exp.Qualify, exp.PreWhere, exp.Connect, exp.Prior, exp.Cluster)
    groups = (exp.Cube, exp.Rollup, exp.GroupingSets, exp.Sort, exp.Distribute, exp.WindowSpec)
    through = (exp.Paren, exp.Ordered, exp.Where, exp.SafeFunc, exp.WithFill, *clauses, *groups)
    chained = (exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.DPipe)
    named = (exp.SHA2, exp.SHA2Digest, exp.Anonymous)
    readers: dict[type, Reader] = dict.fromkeys(
        (*nothing, *strings, *settled, *given, *odd), read_nothing
    )
    readers |= dict.fromkeys(through, read_through)
    readers |= dict.fromkeys(chained, _chained)
    readers |= dict.fromkeys(named, _named)
    readers |= dict.fromkeys((exp.Is, exp.Not, exp.Xor), _predicate)
    readers |= dict.fromkeys((exp.Cast, exp.TryCast), _cast)
    readers |= dict.fromkeys((exp.Select, exp.Subquery, exp.Union, exp.Except), _subquery)
    readers |= dict.fromkeys((exp.Intersect, exp.Table), _subquery)
    return readers


aggregate.register()
conditional.register()
READERS.update(_tabled())
READERS.update(
    {
        exp.Alias: lambda scope, node, chain, sink: read(scope, node.args["this"], chain, sink),
        exp.Columns: _columns,
        exp.Column: _column,
        exp.Comprehension: _comprehension,
        exp.Dot: read_dotted,
        exp.Identifier: _identifier,
        exp.Kwarg: _property,
        exp.Lambda: _lambda,
        exp.Parameter: _parameter,
        exp.PositionalColumn: _parameter,
        exp.PropertyEQ: _property,
        exp.Star: _star,
    }
)
__all__ = ["ColumnsMet", "gather", "read_function"]
