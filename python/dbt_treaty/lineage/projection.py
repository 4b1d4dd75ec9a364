"""The output columns of a select, from its projections."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.column_name import column_name
from dbt_treaty.lineage.dispatch import READERS
from dbt_treaty.lineage.expression import ColumnsMet
from dbt_treaty.lineage.name_pattern import by_regex
from dbt_treaty.lineage.output import Column, Open, suspects_of, together
from dbt_treaty.lineage.resolution import resolve
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.several_columns import several_columns
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.star import expand, matching

_GROUP = re.compile(r"\\(\d)")


class Projections:
    """What ``size`` projections of a select make.

    ``columns`` has what all of them make. Projections are numbered from 0: ``several`` has how many
    columns one made where that is not one, ``aggregates`` those that hold an aggregate.
    """

    __slots__ = ("aggregates", "columns", "several", "size", "unnamed")

    def __init__(self, size: int) -> None:
        self.size = size
        self.columns: list[Column] = []
        self.several: dict[int, int] = {}
        self.aggregates: set[int] = set()
        self.unnamed = 0

    def add(self, at: int, columns: list[Column]) -> None:
        """Note what the projection of this number made."""
        if self.size == 1:
            self.columns = columns  # a star alone: the table's own list
        else:
            self.columns.extend(columns)
        self.several[at] = len(columns)

    def counts(self) -> list[int]:
        """How many columns each projection made."""
        return [self.several.get(at, 1) for at in range(self.size)]


def read_projections(scope: Scope, nodes: list[Any]) -> Projections:
    """Read a select's projections in order; each alias is in sight of those behind it."""
    made = Projections(len(nodes))
    if scope.aliases_first:
        scope.later = {n.alias.lower(): n for n in nodes if type(n) is exp.Alias}
    for at, node in enumerate(nodes):
        kind, args = type(node), node.args
        if kind is exp.Alias:
            if scope.later:
                scope.later.pop(node.alias.lower(), None)
            _aliased(scope, args["this"], args["alias"], made, at)
        elif kind is exp.Column and type(args["this"]) is not exp.Star:
            made.columns.append(resolve(scope, node))
        elif kind is exp.Star or kind is exp.Column:
            made.add(at, expand(scope, node))
        elif kind is exp.Subquery and node.alias:
            # T-SQL's ``x = (SELECT …)`` is a subquery with an alias.
            _aliased(scope, node, args["alias"], made, at)
        else:
            _unaliased(scope, node, made, at)
    return made


def _aliased(scope: Scope, this: Any, alias: exp.Expr, made: Projections, at: int) -> None:
    kind = type(this)
    name = alias.args["this"] if type(alias) is exp.Identifier else alias.name
    if kind is exp.Column and type(this.args["this"]) is exp.Identifier:
        column = resolve(scope, this).named(name)
    elif kind is exp.Columns:
        made.add(at, _named_by_pattern(scope, this, name))
        return
    else:
        sink = Sink()
        try:
            READERS[kind](scope, this, (), sink)
        except ColumnsMet as met:
            made.add(at, [c.named(name) for c in _spread(scope, this, met.node)])
            return
        column = sink.column(name)
        if sink.aggregate:
            made.aggregates.add(at)
    key, aliases = column.key, scope.aliases
    if key in aliases and scope.engine.dialect.fold != "insensitive":
        # ``x`` and ``X`` may be two names there, and aliases are kept without case.
        aliases[key] = together(aliases[key], column)
    else:
        aliases[key] = column
    made.columns.append(column)


def _unaliased(scope: Scope, node: Any, made: Projections, at: int) -> None:
    several = several_columns(scope, node)
    if several is not None:
        made.add(at, several)
        return
    sink = Sink()
    try:
        READERS[type(node)](scope, node, (), sink)
    except ColumnsMet as met:
        made.add(at, _spread(scope, node, met.node))
        return
    dialect = scope.engine.dialect.name
    position = made.unnamed if dialect == "bigquery" else len(made.columns)
    made.unnamed += 1
    made.columns.append(sink.column(column_name(node, dialect, position)))
    if sink.aggregate:
        made.aggregates.add(at)


def _spread(scope: Scope, node: Any, columns: exp.Columns) -> list[Column]:
    """An expression over COLUMNS(…), read once for each column it stands for."""
    result: list[Column] = []
    for column in matching(scope, columns):
        relation = None if column.open is None else column.open.relation
        # What becomes of the star itself is what becomes of each column that it stands for.
        probe = None if relation is None else ((relation, "*", "copy", ()),)
        scope.spread = column if probe is None else Column("*", probe)
        sink = Sink()
        READERS[type(node)](scope, node, (), sink)
        made = sink.column(column.name)
        result.append(made if column.open is None else _spread_open(column, column.open, made))
    scope.spread = None
    return result


def _spread_open(column: Column, open_: Open, made: Column) -> Column:
    if open_.relation is not None and len(made.ways) == 1 and made.reason is None:
        relation, name, _, transforms = made.ways[0]
        if (relation, name) == (open_.relation, "*"):
            return open_.passing(transforms).star()
    suspects = tuple(dict.fromkeys((*suspects_of(column), *made.suspects)))
    ways = tuple(way for way in made.ways if way[1] != "*")
    return Open(None, column.reason, suspects, ways, open_.excluded).star()


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
    match = re.search(regex, name) if by_regex(regex) is not None else None
    if match is None:
        return name
    return _GROUP.sub(lambda group: match.group(int(group.group(1))) or "", pattern)
