"""The output columns of a select, from its projections."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.column_name import column_name
from dbt_treaty.lineage.dispatch import READERS
from dbt_treaty.lineage.expression import ColumnsMet
from dbt_treaty.lineage.output import Column, Open, suspects_of
from dbt_treaty.lineage.resolution import resolve
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.star import expand, liked, matching
from dbt_treaty.lineage.struct_fields import is_list, struct_fields

_GROUP = re.compile(r"\\(\d)")
_SPREADS = frozenset({"duckdb", "spark", "databricks", "hive"})
_GENERATORS = (
    exp.Explode,
    exp.ExplodeOuter,
    exp.Posexplode,
    exp.PosexplodeOuter,
    exp.Inline,
    exp.Stack,
)


class Projections:
    """What a select's projections make: columns, how many each gave, which hold an aggregate."""

    __slots__ = ("aggregates", "columns", "counts", "unnamed")

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.counts: list[int] = []
        self.aggregates: list[bool] = []
        self.unnamed = 0

    def add(self, columns: list[Column], aggregate: bool = False) -> None:
        """Note what one projection made."""
        self.columns.extend(columns)
        self.counts.append(len(columns))
        self.aggregates.append(aggregate)


def read_projections(scope: Scope, nodes: list[Any]) -> Projections:
    """Read a select's projections in order; each alias is in sight of those behind it."""
    made = Projections()
    scope.later = [n.alias.lower() for n in reversed(nodes)] if scope.aliases_first else []
    for node in nodes:
        if scope.later:
            scope.later.pop()
        kind = type(node)
        if kind is exp.Column and type(node.args["this"]) is exp.Identifier:
            column = resolve(scope, node)
            made.add([column])
        elif kind is exp.Star or kind is exp.Column:
            made.add(_starred(scope, node))
        elif kind is exp.Alias:
            _aliased(scope, node, made)
        else:
            _unaliased(scope, node, made)
    return made


def _starred(scope: Scope, node: Any) -> list[Column]:
    if type(node) is exp.Column and type(node.args["this"]) is not exp.Star:
        return [resolve(scope, node)]
    return expand(scope, node)


def _aliased(scope: Scope, node: exp.Alias, made: Projections) -> None:
    this = node.args["this"]
    name = node.args["alias"].name
    if type(this) is exp.Columns:
        made.add(_named_by_pattern(scope, this, name))
        return
    if type(this) is exp.Column and type(this.args["this"]) is exp.Identifier:
        column, aggregate = resolve(scope, this).named(name), False
    else:
        sink = Sink()
        try:
            READERS[type(this)](scope, this, (), sink)
        except ColumnsMet as met:
            made.add([c.named(name) for c in _spread(scope, this, met.node)])
            return
        column, aggregate = sink.column(name), sink.aggregate
    scope.aliases[column.key] = column
    made.add([column], aggregate)


def _unaliased(scope: Scope, node: Any, made: Projections) -> None:
    several = _several(scope, node)
    if several is not None:
        made.add(several)
        return
    sink = Sink()
    try:
        READERS[type(node)](scope, node, (), sink)
    except ColumnsMet as met:
        made.add(_spread(scope, node, met.node))
        return
    dialect = scope.engine.dialect.name
    position = made.unnamed if dialect == "bigquery" else len(made.columns)
    made.unnamed += 1
    made.add([sink.column(column_name(node, dialect, position))], sink.aggregate)


def _several(scope: Scope, node: Any) -> list[Column] | None:
    """The columns of a projection that makes more than one; None where it makes one."""
    kind = type(node)
    dialect = scope.engine.dialect.name
    if kind is exp.Columns:
        return matching(scope, node)
    if kind is exp.Apply:
        name = node.args["expression"].name.lower()
        return [_applied(column, name) for column in expand(scope, node.args["this"])]
    if kind is exp.Aliases:
        value = scope.engine.expression(scope, node.args["this"], "")
        return [value.named(identifier.name) for identifier in node.expressions]
    if kind is exp.Dot and type(node.args["expression"]) is exp.Star:
        struct = scope.engine.expression(scope, node.args["this"], "")
        return struct_fields(struct.passing("struct_field"), struct.type, dialect)
    if kind in _GENERATORS and dialect in _SPREADS:
        return _generated(scope, node)
    return liked(scope, node)


def _generated(scope: Scope, node: Any) -> list[Column] | None:
    """EXPLODE and its like without an alias: how many columns they make is up to the type."""
    argument = node.args.get("this")
    if type(argument) is exp.Array:
        return None
    struct = scope.engine.expression(scope, argument, "")
    if is_list(struct.type, scope.engine.dialect.name):
        return None
    made = scope.engine.expression(scope, node, "")
    type_ = struct.type if type(node) is exp.Explode else None
    return struct_fields(made, type_, scope.engine.dialect.name)


def _applied(column: Column, name: str) -> Column:
    if column.open is not None:
        ways = column.passing(name).ways
        return Open(
            None, column.reason, tuple(suspects_of(column)), ways, column.open.excluded
        ).star()
    return column.passing(name).named(f"{name}({column.name})")


def _spread(scope: Scope, node: Any, columns: exp.Columns) -> list[Column]:
    """An expression over COLUMNS(…), read once for each column it stands for."""
    result: list[Column] = []
    for column in matching(scope, columns):
        scope.spread = column
        sink = Sink()
        READERS[type(node)](scope, node, (), sink)
        result.append(sink.column(column.name))
        if column.open is not None:
            result[-1].open = Open(None, column.reason, tuple(sink.suspects), tuple(sink.ways))
    scope.spread = None
    return result


def _named_by_pattern(scope: Scope, node: exp.Columns, pattern: str) -> list[Column]:
    r"""``COLUMNS('a(.*)') AS 'b\1'``."""
    which = node.args["this"]
    found = matching(scope, node)
    if type(which) is not exp.Literal or "\\" not in pattern:
        return [column if column.open is not None else column.named(pattern) for column in found]
    return [
        column
        if column.open is not None
        else column.named(_filled(pattern, which.name, column.name))
        for column in found
    ]


def _filled(pattern: str, regex: str, name: str) -> str:
    match = re.search(regex, name)
    if match is None:
        return name
    return _GROUP.sub(lambda group: match.group(int(group.group(1))) or "", pattern)
