"""The columns of a projection that makes more than one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import read
from dbt_treaty.lineage.generator import generated, is_fixed
from dbt_treaty.lineage.output import Column, Open
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.star import expand, liked, matching
from dbt_treaty.lineage.struct_fields import is_list, struct_fields
from dbt_treaty.lineage.table_function import function_output

_SPREADS = frozenset({"duckdb", "spark", "databricks", "hive"})
_SPREADING = frozenset({"inline_outer", "untuple"})
_GENERATORS = (
    exp.Explode,
    exp.ExplodeOuter,
    exp.Posexplode,
    exp.PosexplodeOuter,
    exp.Inline,
    exp.Stack,
)


def several_columns(scope: Scope, node: Any) -> list[Column] | None:
    """The columns of a projection that makes more than one; None where it makes one."""
    kind = type(node)
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(scope, node)
    if kind is exp.Dot and type(node.args["expression"]) is exp.Star:
        struct = scope.engine.expression(scope, node.args["this"], "")
        return struct_fields(scope.engine, struct, struct.type, "struct_field")
    if isinstance(node, _GENERATORS) and scope.engine.dialect.name in _SPREADS:
        return _generated(scope, node)
    return liked(scope, node)


def _apply(scope: Scope, node: exp.Apply) -> list[Column]:
    """ClickHouse's ``* APPLY(lower) APPLY(trim)``."""
    held = node.args["this"]
    name = node.args["expression"].name.lower()
    columns = several_columns(scope, held)
    columns = expand(scope, held) if columns is None else columns
    return [_applied(column, name) for column in columns]


def _aliases(scope: Scope, node: exp.Aliases) -> list[Column]:
    """``f(…) AS (a, b)``."""
    this = node.args["this"]
    if isinstance(this, _GENERATORS):
        names = [Column(identifier.name) for identifier in node.expressions]
        return function_output(scope, this, ("", names), False).columns
    value = scope.engine.expression(scope, this, "")
    return [value.named(identifier.name) for identifier in node.expressions]


def _script(scope: Scope, node: exp.QueryTransform) -> list[Column]:
    """Hive's ``TRANSFORM (a, b) USING 'script' AS (x, y)``: of what it is given it may make all."""
    sink = Sink()
    read(scope, node.expressions, ("script",), sink)
    named = node.args.get("schema")
    names = [part.name for part in named.expressions] if named is not None else ["key", "value"]
    return [sink.column(name) for name in names]


def _anonymous(scope: Scope, node: exp.Anonymous) -> list[Column] | None:
    """``untuple(t)`` and ``inline_outer(list)``: a column for each field, whatever they are."""
    if node.name.lower() not in _SPREADING:
        return None
    value = scope.engine.expression(scope, node, "")
    return [Open(None, value.reason, value.suspects, value.ways).star()]


def _generated(scope: Scope, node: Any) -> list[Column] | None:
    """EXPLODE and its like without an alias: how many columns they make is up to the type."""
    if type(node) in (exp.Stack, exp.Inline):
        made = generated(scope, node, 0)
        if made is not None and all(column.name for column in made):
            listed = type(node) is exp.Stack or is_fixed("inline", [node.args["this"]])
            for column in () if listed else made:
                scope.row.read(column, None)
            return made
    argument = node.args.get("this")
    if type(argument) is exp.Array and type(node) is not exp.Inline:
        return None
    struct = scope.engine.expression(scope, argument, "")
    if is_list(struct.type, scope.engine.dialect.name):
        return None
    whole = scope.engine.expression(scope, node, "")
    type_ = None if isinstance(node, (exp.Posexplode, exp.Inline, exp.Stack)) else struct.type
    return struct_fields(scope.engine, whole, type_)


def _applied(column: Column, name: str) -> Column:
    if column.open is not None:
        return column.open.passing((name,)).star()
    return column.passing(name).named(f"{name}({column.name})")


_READERS: dict[type, Callable[[Scope, Any], list[Column] | None]] = {
    exp.Aliases: _aliases,
    exp.Anonymous: _anonymous,
    exp.Apply: _apply,
    exp.Columns: matching,
    exp.QueryTransform: _script,
}
