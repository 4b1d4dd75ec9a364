"""Readers of functions over lists that take a lambda, and of list comprehensions."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import READERS, read, read_function, read_list, scan
from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.struct_value import gathered

# Functions by name whose result is what the lambda returns for each element, and those whose
# result is elements of the first list, of which the lambda only looks at some.
_MAPPING = frozenset(
    (
        *("apply", "array_apply", "array_transform", "arraymap", "list_apply", "list_transform"),
        *("map_zip_with", "mapapply", "transform", "transform_keys", "transform_values"),
        *("array_zip_with", "list_zip_with", "zip_with"),
    )
)
_CHOOSING = frozenset(
    (
        *("array_filter", "array_sort", "arrayfilter", "arrayfirst", "arrayfirstornull"),
        *("arraylast", "arraylastornull", "arraypartialsort", "arrayreversesort", "arraysort"),
        *("filter", "list_filter", "list_sort", "map_filter", "mapfilter"),
    )
)
_OF_MAPS = frozenset(
    {"map_filter", "map_zip_with", "mapapply", "mapfilter", "transform_keys", "transform_values"}
)


def is_known(name: str) -> bool:
    """Whether it is known what a function (lower case) that takes a lambda does with it."""
    return name in _MAPPING or name in _CHOOSING


def read_with_lambda(
    scope: Scope, name: str, arguments: list[Any], chain: Chain, sink: Sink
) -> None:
    """A function over lists, by name, with its arguments in any order; one of them is a lambda."""
    function = next((each for each in arguments if type(each) is exp.Lambda), None)
    lists = [each for each in arguments if each is not function]
    if chain is None or function is None:
        read_list(scope, arguments, chain if chain is None else (name, *chain), sink)
        return
    columns = [gathered(scope, each, sink) for each in lists]
    values = columns[:1] * 2 if name in _OF_MAPS and len(columns) == 1 else columns
    if name in _CHOOSING:
        sink.read(columns[0], (name, *chain))
        values = columns[:1] * len(function.expressions) if len(columns) == 1 else columns
        _within(scope, function, values, None, sink)
        return
    inner = Sink()
    _within(scope, function, values, (name, *chain), inner)
    merge(sink, inner, columns)


def merge(sink: Sink, inner: Sink, lists: list[Column]) -> None:
    """What a body made of each element; a list that gives no value still says how many."""
    made = inner.column("")
    used = {(way[0], way[1]) for way in made.ways}
    for column in lists:
        if column.shape is not None and any((way[0], way[1]) in used for way in column.ways):
            continue  # of structs made in the query, the fields that nobody took are not looked at
        for relation, name, _, _ in column.ways:
            if (relation, name) not in used:
                sink.ways[relation, name, "scan", ()] = None
        if column.reason is not None and not set(column.suspects) <= set(made.suspects):
            sink.read(column, None)
    sink.aggregate = sink.aggregate or inner.aggregate
    type_ = sink.type
    sink.read(made, ())
    sink.type = type_


def _within(
    scope: Scope, function: exp.Lambda, values: list[Column], chain: Chain, sink: Sink
) -> None:
    """The body of a lambda, its parameters being these; a parameter more is an index."""
    outer = scope.bound
    names = [name.name for name in function.expressions]
    given = [*values, *(Column(name) for name in names[len(values) :])]
    scope.bound = outer | {name.lower(): value for name, value in zip(names, given, strict=False)}
    read(scope, function.args["this"], chain, sink)
    scope.bound = outer


def _function(scope: Scope, node: exp.Expr, chain: Chain, sink: Sink) -> None:
    """A function of the parser's own that may take a lambda."""
    arguments = [v for v in node.args.values() if isinstance(v, exp.Expr)]
    if any(type(each) is exp.Lambda for each in arguments):
        read_with_lambda(scope, _NAMES[type(node)], arguments, chain, sink)
    else:
        read_function(scope, node, chain, sink)


_NAMES: dict[type, str] = {
    exp.Transform: "transform",
    exp.ArrayFilter: "filter",
    exp.ArraySort: "array_sort",
}


def _reduce(scope: Scope, node: exp.Reduce, chain: Chain, sink: Sink) -> None:
    """``reduce(list, start, (sum, x) -> …, sum -> …)``: x is each element."""
    args = node.args
    merged = args.get("merge")
    if chain is None or type(merged) is not exp.Lambda:
        read_function(scope, node, chain, sink)
        return
    inner = ("reduce", *chain)
    column = gathered(scope, args["this"], sink)
    start = args.get("initial")
    if start is not None:
        read(scope, start, inner, sink)
    made = Sink()
    _within(scope, merged, [Column(""), column], inner, made)
    if type(args.get("finish")) is exp.Lambda:
        _within(scope, args["finish"], [], inner, made)
    merge(sink, made, [column])


def _comprehension(scope: Scope, node: exp.Comprehension, chain: Chain, sink: Sink) -> None:
    """``[f(x) for x in list if c]``: x is each element of the list."""
    args = node.args
    if chain is None:
        scan(scope, [args["iterator"]], sink)
    column = gathered(scope, args["iterator"], sink)
    outer = scope.bound
    names = [n.name for key in ("expression", "position") if (n := args.get(key)) is not None]
    scope.bound = outer | {
        name.lower(): value for name, value in zip(names, [column, Column("")], strict=False)
    }
    inner = Sink()
    read(scope, args["this"], chain if chain is None else ("comprehension", *chain), inner)
    scan(scope, args.get("condition"), inner)
    scope.bound = outer
    merge(sink, inner, [column])


def _lambda(scope: Scope, node: exp.Lambda, chain: Chain, sink: Sink) -> None:
    """A lambda of a function nobody knows: its parameters are of the other arguments, read too."""
    _within(scope, node, [], chain, sink)


def register() -> None:
    """Make these readers known."""
    READERS.update(dict.fromkeys(_NAMES, _function))
    READERS.update({exp.Comprehension: _comprehension, exp.Lambda: _lambda, exp.Reduce: _reduce})
