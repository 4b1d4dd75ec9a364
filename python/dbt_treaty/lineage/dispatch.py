"""Reads any node of an expression: by its own reader, or as a function of all it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.resolution import anything
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.transform_name import NAMES

# What is a function of all that it holds, and of nothing else.
_FUNCTIONS = (
    exp.Func,
    exp.Binary,
    exp.Unary,
    exp.AtIndex,
    exp.AtTimeZone,
    exp.Bracket,
    exp.FormatJson,
    exp.FormatPhrase,
    exp.FromTimeZone,
    exp.Interval,
    exp.IntervalOp,
    exp.JSONValue,
    exp.Slice,
    exp.TranslateCharacters,
    exp.Tuple,
    exp.Variadic,
    exp.XMLKeyValueOption,
)

# A reader lets what a node reads flow into the sink. ``chain`` is what its value still passes.
Reader = Callable[[Scope, Any, Chain, Sink], None]


def read_function(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A function or operator: all that it holds passes it."""
    if chain is not None:
        chain = (NAMES[type(node)], *chain)
    for value in node.args.values():
        if value is not None and value is not False and value is not True:
            READERS[type(value)](scope, value, chain, sink)


def read_through(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A node that does nothing to the value: an alias, parentheses, a wrapper."""
    for value in node.args.values():
        if value is not None and value is not False and value is not True:
            READERS[type(value)](scope, value, chain, sink)


def read_list(scope: Scope, nodes: list[Any], chain: Chain, sink: Sink) -> None:
    """Several nodes, one after the other."""
    for node in nodes:
        READERS[type(node)](scope, node, chain, sink)


def read_nothing(scope: Scope, node: Any, chain: Chain, sink: Sink) -> None:
    """A node that holds no column: a literal, a type, a unit."""


def _unsupported(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A node of which nobody has thought: what it holds is read, and so may be anything else."""
    read_function(scope, node, chain, sink)
    sink.read(anything(scope, "", f"unsupported {NAMES[type(node)]}"), chain)


def _aggregate(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    sink.aggregate = True
    read_function(scope, node, chain, sink)


def _predicate(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    read_function(scope, node, chain, sink)
    if chain is not None and not chain:
        sink.type = "boolean"


class _Readers(dict[type, Reader]):
    def __missing__(self, kind: type) -> Reader:
        self[kind] = reader = _reader(kind)
        return reader


def _reader(kind: type) -> Reader:
    if not issubclass(kind, exp.Expr):
        return read_nothing
    if issubclass(kind, exp.Explode) and kind is not exp.Explode:
        return READERS[exp.Explode]
    if issubclass(kind, exp.AggFunc):
        return _aggregate
    if issubclass(kind, exp.Predicate):
        return _predicate
    return read_function if issubclass(kind, _FUNCTIONS) else _unsupported


READERS = _Readers({list: read_list})


def read(scope: Scope, node: Any, chain: Chain, sink: Sink) -> None:
    """Let what ``node`` reads flow into ``sink``."""
    READERS[type(node)](scope, node, chain, sink)


def scan(scope: Scope, nodes: Any, sink: Sink) -> None:
    """Only read: a node, a list of them, or None."""
    if nodes is not None:
        READERS[type(nodes)](scope, nodes, None, sink)
