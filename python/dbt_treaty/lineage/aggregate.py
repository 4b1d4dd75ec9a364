"""Readers of aggregates and window functions, and of the clauses that stand in them."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import READERS, read, read_through, scan
from dbt_treaty.lineage.dotted import read_dotted
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.transform_name import transform_name

_WRAPPERS = frozenset({exp.IgnoreNulls, exp.RespectNulls, exp.Filter, exp.WithinGroup})
_CHOOSING = frozenset({exp.ArgMax, exp.ArgMin})
_COMBINED = frozenset({exp.CombinedAggFunc, exp.CombinedParameterizedAgg})
# Aggregates whose WITHIN GROUP only orders what they collect; any other works on what it orders.
_COLLECTORS = (exp.GroupConcat, exp.ArrayAgg, exp.ArrayConcatAgg)
# Aggregates that return their first argument, chosen by the second.
_CHOSEN_BY_SECOND = frozenset({"arg_max", "arg_min"})

COUNT_TYPE = {"bigquery": "INT64", "clickhouse": "UInt64", "tsql": "int"}


def _arguments(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """The arguments of an aggregate whose own name is in the chain already."""
    args = node.args
    kind = type(node)
    if kind in _CHOOSING:
        read(scope, args["this"], chain, sink)
        scan(scope, args["expression"], sink)
    elif kind is exp.Count and type(args.get("this")) is exp.Star:
        return
    elif kind in _COMBINED:
        _combined(scope, node, chain, sink)
    else:
        read_through(scope, node, chain, sink)


def _combined(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """ClickHouse's ``sumIf(x, condition)``, ``argMaxIf(x, by, condition)``, ``sumMerge(x)``."""
    parameterized = isinstance(node, exp.CombinedParameterizedAgg)
    values = list(node.args.get("params" if parameterized else "expressions") or ())
    if str(node.args.get("this")).lower().endswith("if") and values:
        scan(scope, values.pop(), sink)
    if transform_name(node) in _CHOSEN_BY_SECOND and len(values) > 1:
        scan(scope, values.pop(), sink)
    read(scope, values, chain, sink)


def _count_type(scope: Scope, node: exp.Count) -> str:
    dialect = scope.engine.dialect.name
    if dialect == "tsql" and node.args.get("big_int"):
        return "bigint"
    return COUNT_TYPE.get(dialect, "bigint")


def read_aggregate(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink, over: str = "") -> None:
    """An aggregate with whatever wraps it: FILTER, WITHIN GROUP, IGNORE NULLS."""
    ordered: list[Any] = []
    while type(node) in _WRAPPERS:
        if type(node) is exp.Filter:
            scan(scope, node.args["expression"], sink)
        elif type(node) is exp.WithinGroup:
            ordered.append(node.args.get("expression"))
        node = node.args["this"]
    if type(node) is exp.Dot:
        read_dotted(scope, node, chain, sink, over)
        return
    if chain is not None:
        if not chain and type(node) is exp.Count:
            sink.type = _count_type(scope, node)
        chain = (transform_name(node) + over, *chain)
    sink.aggregate = sink.aggregate or not over
    _arguments(scope, node, chain, sink)
    for order in ordered:
        if isinstance(node, _COLLECTORS) or chain is None:
            scan(scope, order, sink)
        else:
            for term in order.args["expressions"]:
                read(scope, term.args["this"], chain, sink)


def _wrapper(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    read_aggregate(scope, node, chain, sink)


def _window(scope: Scope, node: exp.Window, chain: Chain, sink: Sink) -> None:
    _read_frame(scope, node, sink, frozenset())
    read_aggregate(scope, node.args["this"], chain, sink, " over")


def _read_frame(scope: Scope, node: exp.Window, sink: Sink, seen: frozenset[str]) -> None:
    """PARTITION BY, ORDER BY and the frame, those of the named window included."""
    args = node.args
    for key in ("partition_by", "order", "spec"):
        if args.get(key):
            scan(scope, args[key], sink)
    alias = args.get("alias")
    name = alias.name.lower() if alias is not None else ""
    if name in scope.windows and name not in seen:
        _read_frame(scope, scope.windows[name], sink, seen | {name})


def _order(scope: Scope, node: exp.Order, chain: Chain, sink: Sink) -> None:
    """ORDER BY inside an aggregate: the value passes, the terms are only read."""
    args = node.args
    if args.get("this") is not None:
        read(scope, args["this"], chain, sink)
    scan(scope, args["expressions"], sink)


def _limit(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """LIMIT and HAVING MAX inside an aggregate."""
    if node.args.get("this") is not None:
        read(scope, node.args["this"], chain, sink)
    scan(scope, node.args.get("expression"), sink)


def register() -> None:
    """Make these readers known."""
    aggregates = (exp.Count, exp.AnonymousAggFunc, exp.ParameterizedAgg, exp.CombinedAggFunc)
    for kind in (*_WRAPPERS, *aggregates, exp.CombinedParameterizedAgg):
        READERS[kind] = _wrapper
    READERS.update(
        {
            exp.Window: _window,
            exp.Order: _order,
            exp.Limit: _limit,
            exp.HavingMax: _limit,
            exp.Distinct: read_through,
        }
    )
