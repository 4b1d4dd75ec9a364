"""Readers of nodes that return some of what they hold and only look at the rest."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.aggregate import COUNT_TYPE
from dbt_treaty.lineage.dispatch import READERS, Reader, read, scan
from dbt_treaty.lineage.resolution import known_column
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.table import read_table


def _within(name: str, chain: Chain) -> Chain:
    return None if chain is None else (name, *chain)


def _case(scope: Scope, node: exp.Case, chain: Chain, sink: Sink) -> None:
    args = node.args
    inner = _within("case", chain)
    scan(scope, args.get("this"), sink)
    for branch in args["ifs"]:
        scan(scope, branch.args["this"], sink)
        read(scope, branch.args["true"], inner, sink)
    if args.get("default") is not None:
        read(scope, args["default"], inner, sink)


def _if(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """IF and NVL2: the first is looked at, one of the others returned."""
    args = node.args
    inner = _within("case", chain)
    scan(scope, args["this"], sink)
    for key in ("true", "false"):
        if args.get(key) is not None:
            read(scope, args[key], inner, sink)


def _decode(scope: Scope, node: exp.DecodeCase, chain: Chain, sink: Sink) -> None:
    """``DECODE(x, search, result, …, default)``."""
    value, *rest = node.args["expressions"]
    inner = _within("case", chain)
    scan(scope, value, sink)
    for search, result in zip(rest[::2], rest[1::2], strict=False):
        scan(scope, search, sink)
        read(scope, result, inner, sink)
    if len(rest) % 2:
        read(scope, rest[-1], inner, sink)


def read_multi_if(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """ClickHouse's ``multiIf(condition, value, condition, value, …, value)``."""
    *pairs, last = node.args["expressions"]
    inner = _within("case", chain)
    for condition, value in zip(pairs[::2], pairs[1::2], strict=False):
        scan(scope, condition, sink)
        read(scope, value, inner, sink)
    read(scope, last, inner, sink)


def _first_of_two(name: str) -> Reader:
    """A function that returns something of its first argument and only looks at the second."""

    def reader(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
        read(scope, node.args["this"], _within(name, chain), sink)
        scan(scope, node.args.get("expression"), sink)

    return reader


def _max_by(name: str) -> Reader:
    first = _first_of_two(name)

    def reader(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
        sink.aggregate = True
        first(scope, node, chain, sink)

    return reader


def _in(scope: Scope, node: exp.In, chain: Chain, sink: Sink) -> None:
    """``x IN (…)``: computed from x and the values, while a subquery is only looked at."""
    args = node.args
    inner = _within("in", chain)
    if not chain and chain is not None:
        sink.type = "boolean"
    read(scope, args["this"], inner, sink)
    for key in ("expressions", "unnest"):
        if args.get(key):
            read(scope, args[key], inner, sink)
    if args.get("field") is not None:
        _in_field(scope, args["field"], inner, sink)
    scan(scope, args.get("query"), sink)


def _in_field(scope: Scope, node: Any, chain: Chain, sink: Sink) -> None:
    """``x IN name``: an array's name, or in ClickHouse a table's, of which rows are looked at."""
    is_name = type(node) is exp.Column and type(node.this) is exp.Identifier
    if not is_name or scope.engine.dialect.name != "clickhouse":
        read(scope, node, chain, sink)
        return
    if known_column(scope, node.name.lower()) or node.name.lower() in scope.aliases:
        read(scope, node, chain, sink)
        return
    table = exp.Table(this=node.this, db=node.args.get("table"))
    for column in read_table(scope, table).output.columns:
        sink.read(column, None)


def _exists(scope: Scope, node: exp.Exists, chain: Chain, sink: Sink) -> None:
    """EXISTS looks at rows, not at what is selected; ``exists(list, lambda)`` is a function."""
    args = node.args
    if isinstance(args["this"], exp.Query):
        scope.subquery(args["this"])
        if chain is not None and not chain:
            sink.type = "boolean"
        return
    for value in args.values():
        read(scope, value, _within("exists", chain), sink)


def _count_if(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    sink.aggregate = True
    if chain is not None and not chain:
        sink.type = COUNT_TYPE.get(scope.engine.dialect.name, "bigint")
    read(scope, node.args["this"], _within("count_if", chain), sink)


def register() -> None:
    """Make these readers known."""
    READERS.update(
        {
            exp.Case: _case,
            exp.If: _if,
            exp.Nvl2: _if,
            exp.DecodeCase: _decode,
            exp.Nullif: _first_of_two("nullif"),
            exp.ArgMax: _max_by("arg_max"),
            exp.ArgMin: _max_by("arg_min"),
            exp.In: _in,
            exp.Exists: _exists,
            exp.CountIf: _count_if,
        }
    )
