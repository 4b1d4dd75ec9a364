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

    def add_one(self, column: Column, aggregate: bool = False) -> None:
        """Note the one column that a projection made, as nearly all of them do."""
        self.columns.append(column)
        self.counts.append(1)
        self.aggregates.append(aggregate)


def read_projections(scope: Scope, nodes: list[Any]) -> Projections:
    """Read a select's projections in order; each alias is in sight of those behind it."""
    made = Projections()
    if scope.aliases_first:
        scope.later = {n.alias.lower(): n for n in nodes if type(n) is exp.Alias}
    names = _plain_names(scope)
    for node in nodes:
        kind = type(node)
        if scope.later and kind is exp.Alias:
            scope.later.pop(node.alias.lower(), None)
        if kind is exp.Column and type(node.args["this"]) is exp.Identifier:
            made.add_one(_plain(scope, node, names))
        elif kind is exp.Star or kind is exp.Column:
            made.add(_starred(scope, node))
        elif kind is exp.Alias or (kind is exp.Subquery and node.alias):
            _aliased(scope, node, made, names)
        else:
            _unaliased(scope, node, made)
    return made


def _plain_names(scope: Scope) -> dict[str, Column]:
    """What bare names mean where nothing but one table can have them, as in most selects."""
    alone = len(scope.sources) == 1 and not scope.merged
    return scope.sources[0].output.index if alone and not scope.aliases_first else {}


def _plain(scope: Scope, node: exp.Column, names: dict[str, Column]) -> Column:
    args = node.args
    if args.get("table") is None:
        found = names.get(args["this"].args["this"].lower())
        if found is not None:
            return found
    return resolve(scope, node)


def _starred(scope: Scope, node: Any) -> list[Column]:
    if type(node) is exp.Column and type(node.args["this"]) is not exp.Star:
        return [resolve(scope, node)]
    return expand(scope, node)


def _aliased(
    scope: Scope, node: exp.Alias | exp.Subquery, made: Projections, names: dict[str, Column]
) -> None:
    # T-SQL's ``x = (SELECT …)`` is a subquery with an alias.
    args = node.args
    this: Any = args["this"] if type(node) is exp.Alias else node
    kind, name = type(this), args["alias"].name
    if kind is exp.Columns:
        made.add(_named_by_pattern(scope, this, name))
        return
    if kind is exp.Column and type(this.args["this"]) is exp.Identifier:
        column, aggregate = _plain(scope, this, names).named(name), False
    else:
        sink = Sink()
        try:
            READERS[kind](scope, this, (), sink)
        except ColumnsMet as met:
            made.add([c.named(name) for c in _spread(scope, this, met.node)])
            return
        column, aggregate = sink.column(name), sink.aggregate
    seen = scope.aliases.get(column.key)
    if seen is not None and scope.engine.dialect.fold != "insensitive":
        # ``x`` and ``X`` may be two names there, and aliases are kept without case.
        scope.aliases[column.key] = together(seen, column)
    else:
        scope.aliases[column.key] = column
    made.add_one(column, aggregate)


def _unaliased(scope: Scope, node: Any, made: Projections) -> None:
    several = several_columns(scope, node)
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
    made.add_one(sink.column(column_name(node, dialect, position)), sink.aggregate)


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
