"""What a query does that costs more than it shows: cross joins, and columns that nobody chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.model import QueryPattern

CROSS_JOIN = "cross join"
OPEN_STAR = "open star"

# What makes a table of a row's own values, or of one row, multiplies nothing unseen.
_TABLES = (exp.Table, exp.Subquery)
_PAIRED = frozenset({"SEMI", "ANTI", "ARRAY"})
_MATCHED = frozenset({"NATURAL", "POSITIONAL"})


def query_patterns(root: exp.Expr, joins: Iterable[exp.Join]) -> tuple[QueryPattern, ...]:
    """The patterns of a query, by line.

    Args:
        root: the select that names the final columns.
        joins: every join of the query and of all queries in it.
    """
    found = [
        QueryPattern(CROSS_JOIN, _name(join.args["this"]), _line(join.args["this"]))
        for join in joins
        if _is_cross(join)
    ]
    star = _open_star(root, frozenset())
    if star is not None:
        found.append(QueryPattern(OPEN_STAR, _name(star), _line(star)))
    if not found:
        return ()
    return tuple(sorted(set(found), key=lambda each: (each.line, each.kind, each.name)))


def _is_cross(join: exp.Join) -> bool:
    args = join.args
    on = args.get("on")
    if on is not None and _names_a_column(on):
        return False
    bound = args.get("using") or args.get("match_condition") or args.get("method") in _MATCHED
    if bound or args.get("kind") in _PAIRED:
        return False
    right: exp.Expr = args["this"]
    select: Any = join.parent
    if not isinstance(right, _TABLES) or _is_function(right) or _is_one_row(right):
        return False
    from_ = select.args.get("from_") if isinstance(select, exp.Select) else None
    first = from_.args["this"] if from_ is not None else None
    if first is not None and len(select.args.get("joins") or ()) == 1 and _is_one_row(first):
        return False
    return not _is_bound_elsewhere(right, select)


def _names_a_column(condition: exp.Expr) -> bool:
    # Nearly all are ``a.x = b.y``, and need no search.
    return type(condition.args.get("this")) is exp.Column or condition.find(exp.Column) is not None


def _is_function(node: exp.Expr) -> bool:
    return type(node) is exp.Table and not isinstance(node.this, (exp.Identifier, exp.Dot))


def _is_one_row(node: exp.Expr) -> bool:
    """Whether a table is a query that gives one row: an aggregate, a constant, LIMIT 1."""
    query = _query_of(node)
    if not isinstance(query, exp.Select):
        return False
    limit = query.args.get("limit")
    if limit is not None and limit.expression is not None and limit.expression.sql() == "1":
        return True
    if query.args.get("from_") is None:
        return True
    if query.args.get("group"):
        return False
    values = query.expressions
    return bool(values) and all(_aggregates(value) for value in values)


def _aggregates(value: exp.Expr) -> bool:
    return any(not isinstance(each.parent, exp.Window) for each in value.find_all(exp.AggFunc))


def _query_of(node: exp.Expr | None) -> exp.Expr | None:
    """The query behind an item of a FROM: a subquery's, or that of a common table expression."""
    while isinstance(node, (exp.Subquery, exp.Paren)):
        node = node.args["this"]
    if type(node) is exp.Table and not node.args.get("db"):
        return _expression_named(node)
    return node


def _expression_named(table: exp.Table) -> exp.Expr | None:
    name, node = table.name.casefold(), table.parent
    inside: set[int] = set()
    while node is not None:
        if isinstance(node, exp.CTE):
            inside.add(id(node))
        with_ = node.args.get("with_")
        for cte in with_.expressions if isinstance(with_, exp.With) else ():
            if cte.alias.casefold() == name and id(cte) not in inside:
                found: Any = cte.args["this"]
                return found if isinstance(found, exp.Expr) else None
        node = node.parent
    return None


def _is_bound_elsewhere(right: exp.Expr, select: Any) -> bool:
    """Whether WHERE compares a column of this table with one of another, as ``FROM a, b`` does.

    Columns that do not say whose they are may be of both.
    """
    args = getattr(select, "args", {})
    conditions = [args.get("where"), *(join.args.get("on") for join in args.get("joins") or ())]
    ours = right.alias_or_name.casefold()
    for condition in filter(None, conditions):
        for test in condition.find_all(exp.Predicate):
            tables = [column.table.casefold() for column in test.find_all(exp.Column)]
            others = [table for table in tables if table != ours]
            if len(tables) > 1 and others and (ours in tables or "" in tables):
                return True
    return False


def _open_star(query: Any, seen: frozenset[int]) -> exp.Expr | None:
    """The table whose columns, whichever it has, are the query's; None where it names its own."""
    while isinstance(query, (exp.Subquery, exp.Paren)):
        query = query.args["this"]
    if isinstance(query, exp.SetOperation):
        arms = (query.args.get("this"), query.args.get("expression"))
        return next(filter(None, (_open_star(arm, seen) for arm in arms)), None)
    if not isinstance(query, exp.Select) or id(query) in seen:
        return None
    for source in _starred(query):
        named = _query_of(source)
        behind = named if isinstance(named, exp.Query) else None
        if behind is None and type(source) is exp.Table and not _is_function(source):
            return source
        found = _open_star(behind, seen | {id(query)})
        if found is not None:
            return found
    return None


def _starred(select: exp.Select) -> Iterator[exp.Expr]:
    """The items of the FROM whose columns a star gives."""
    for value in select.args["expressions"]:
        if type(value) is exp.Star:
            yield from _items(select)
        elif type(value) is exp.Column and type(value.args["this"]) is exp.Star:
            table = value.table.casefold()
            yield from (item for item in _items(select) if item.alias_or_name.casefold() == table)


def _items(select: exp.Select) -> list[exp.Expr]:
    from_ = select.args.get("from_")
    first = [from_.args["this"]] if from_ is not None else []
    return first + [join.args["this"] for join in select.args.get("joins") or ()]


def _name(node: exp.Expr) -> str:
    parts = [part.name for part in node.parts] if type(node) is exp.Table else []
    return ".".join(parts) or node.alias_or_name or "a subquery"


def _line(node: exp.Expr) -> int:
    lines = [each.meta["line"] for each in node.find_all(exp.Identifier) if "line" in each.meta]
    return lines[0] if lines else 0
