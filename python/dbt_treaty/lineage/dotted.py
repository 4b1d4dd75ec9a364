"""Reads what stands behind a dot: a field, a schema's function, a function called as a method."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import read, read_through
from dbt_treaty.lineage.elsewhere import returns_other_data
from dbt_treaty.lineage.field import field_of
from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.resolution import (
    anything,
    find_source,
    known_column,
    qualified,
    resolve,
    unqualified,
)
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Chain, Sink
from dbt_treaty.lineage.transform_name import transform_name

# Schemas of the engine itself: their functions are those that need no schema.
_BUILT_IN = frozenset({"pg_catalog"})
# Dialects in which a column may stand before a function's dot.
_CALLED_ON_COLUMNS = frozenset({"", "duckdb", "oracle", "tsql"})
_XML_METHODS = frozenset({"exist", "nodes", "query", "value"})


def names_before(node: Any) -> list[str] | None:
    """The names of ``a.b``, outermost first; None for what is no run of bare names."""
    names: list[str] = []
    while type(node) is exp.Dot and type(node.args["expression"]) is exp.Identifier:
        names.insert(0, node.args["expression"].name)
        node = node.args["this"]
    return [node.name, *names] if type(node) is exp.Identifier else None


def schema_prefix(names: list[str]) -> str:
    """What stands before a function's name, in lower case; empty for the engine's own schemas."""
    keys = [name.lower() for name in names if name]
    return "" if not keys or keys[-1] in _BUILT_IN else ".".join(keys) + "."


def read_dotted(scope: Scope, node: exp.Dot, chain: Chain, sink: Sink, over: str = "") -> None:
    """``value.field``, ``schema.function(…)`` or ``value.method(…)``; ``over``: in a window."""
    base, last = node.args["this"], node.args["expression"]
    if isinstance(last, exp.Func):
        _call(scope, base, last, (chain, over), sink)
        return
    names = names_before(node)
    if names is not None:
        sink.read(qualified(scope, names), chain)
        return
    fields = [last.name]
    while type(base) is exp.Dot and type(base.args["expression"]) is exp.Identifier:
        fields.insert(0, base.args["expression"].name)
        base = base.args["this"]
    if type(base) is exp.Column and type(base.args["this"]) is exp.Identifier:
        sink.read(resolve(scope, base, tuple(fields)), chain)
    else:
        _read_field(scope, base, fields, chain, sink)


def _read_field(scope: Scope, base: Any, fields: list[str], chain: Chain, sink: Sink) -> None:
    """``(expression).field``."""
    inner = Sink()
    read(scope, base, (), inner)
    sink.aggregate = sink.aggregate or inner.aggregate
    sink.read(field_of(scope.engine, inner.column(""), fields), chain)


def _call(scope: Scope, base: Any, last: exp.Func, after: tuple[Chain, str], sink: Sink) -> None:
    """A function behind a dot. One of a schema is somebody's own, whatever its name says."""
    chain, over = after
    names, function = names_before(base), transform_name(last)
    column = None if names is None else _own_column(scope, names, function)
    prefix = "" if names is None or _is_known(scope, names, column) else schema_prefix(names)
    inner = chain if chain is None else (prefix + function + over, *chain)
    if column is not None:
        sink.read(column, inner)
    elif names is None:
        _read_value(scope, base, inner, sink)
    if returns_other_data(function):
        sink.read(anything(scope, "", f"function {function}"), chain)
    read_through(scope, last, inner, sink)


def _read_value(scope: Scope, base: Any, chain: Chain, sink: Sink) -> None:
    """A value that a method is called on: the parser leaves the columns in it as bare names."""
    engine = scope.engine
    outer, engine.bare_columns = engine.bare_columns, True
    read(scope, base, chain, sink)
    engine.bare_columns = outer


def _is_known(scope: Scope, names: list[str], column: Column | None) -> bool:
    """Whether a column is more than one that an unknown schema may hold."""
    key = names[0].lower()
    if column is None or known_column(scope, key) is not None:
        return column is not None
    return len(names) > 1 and find_source(scope, [key]) is not None


def _own_column(scope: Scope, names: list[str], function: str) -> Column | None:
    """The column that a function may be called on; None where the names are a schema's."""
    dialect = scope.engine.dialect.name
    if dialect not in _CALLED_ON_COLUMNS:
        return None
    key = names[0].lower()
    if len(names) > 1:
        column = qualified(scope, names)
    elif dialect == "duckdb" or function in _XML_METHODS or known_column(scope, key):
        column = unqualified(scope, names[0], key)
    else:
        return None
    return column if column.reason is None else None
