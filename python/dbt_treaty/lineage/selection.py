"""Reads one SELECT: its FROM, its projections, and what chooses its rows."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.cte import with_ctes
from dbt_treaty.lineage.dispatch import scan
from dbt_treaty.lineage.engine import Engine, Environment
from dbt_treaty.lineage.from_clause import read_from
from dbt_treaty.lineage.numbered import numbered_output
from dbt_treaty.lineage.output import Column, Output
from dbt_treaty.lineage.place import line_of
from dbt_treaty.lineage.projection import Projections, read_projections
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.star import without
from dbt_treaty.lineage.value_table import as_value

_BEFORE_ALIASES = ("prewhere", "where", "connect")
_AFTER_ALIASES = ("having", "qualify", "distribute", "cluster")


def read_select(
    engine: Engine, node: exp.Select, environment: Environment, parent: Scope | None
) -> Output:
    """The output of a select; ``parent`` is the scope that outer names are looked up in."""
    args = node.args
    if args.get("with_") is not None:
        environment = with_ctes(engine, args["with_"], environment, parent)
    scope = Scope(engine, environment, parent)
    read_from(scope, args)
    scope.settle()
    for window in args.get("windows") or ():
        scope.windows[window.this.name.lower()] = window
    made = read_projections(scope, args["expressions"])
    _read_clauses(scope, args, made)
    columns = made.columns
    if args.get("exclude"):
        columns = without(columns, {column.name.lower() for column in args["exclude"]})
    if args.get("for_"):
        columns = [_document(columns, args["for_"])]
    if node is engine.root:
        engine.lines = _lines(node, made, columns)
    output = numbered_output(engine, columns, scope)
    return as_value(engine, output, args["kind"]) if args.get("kind") else output


def _document(columns: list[Column], clause: exp.ForClause) -> Column:
    """T-SQL's FOR JSON and FOR XML make one text of all columns."""
    sink = Sink()
    for column in columns:
        sink.read(column, (f"for_{clause.args['kind'].lower()}",))
    return sink.column("")


def _lines(node: exp.Select, made: Projections, columns: list[Column]) -> list[int]:
    """The line of each output column: that of the projection it comes from."""
    if not made.several and columns is made.columns:
        return [line_of(projection, node) for projection in node.args["expressions"]]
    lines: list[int] = []
    for projection, count in zip(node.args["expressions"], made.counts(), strict=True):
        line = line_of(projection, node)
        lines.extend([line] * count)
    if columns is made.columns:
        return lines
    kept = {column.key for column in columns}
    return [line for column, line in zip(made.columns, lines, strict=True) if column.key in kept]


def _read_clauses(scope: Scope, args: dict[str, Any], made: Projections) -> None:
    row = scope.row
    for key in _BEFORE_ALIASES:
        if args.get(key) is not None:
            scan(scope, args[key], row)
    scope.aliases_near = True
    for key in _AFTER_ALIASES:
        if args.get(key) is not None:
            scan(scope, args[key], row)
    if args.get("group") is not None:
        _group(scope, args["group"], made)
    if args.get("distinct") is not None:
        _distinct(scope, args["distinct"], made)
    read_bounds(scope, args)
    for key in ("order", "sort"):
        if args.get(key) is not None:
            read_order(scope, args[key], made.columns)


def _distinct(scope: Scope, distinct: exp.Distinct, made: Projections) -> None:
    """DISTINCT compares all columns, DISTINCT ON those it names."""
    if distinct.args.get("on") is not None:
        scan(scope, distinct.args["on"], scope.row)
    else:
        for column in made.columns:
            scope.row.read(column, None)


def read_bounds(scope: Scope, args: dict[str, Any]) -> None:
    """LIMIT, FETCH and OFFSET, which may hold a query or, in LIMIT … BY, columns."""
    for key in ("limit", "offset"):
        clause = args.get(key)
        if clause is not None:
            held = [v for v in clause.args.values() if isinstance(v, (list, exp.Expr))]
            scan(scope, held, scope.row)


def _group(scope: Scope, group: exp.Group, made: Projections) -> None:
    if group.args.get("all"):
        start = 0
        for at, count in enumerate(made.counts()):
            for column in made.columns[start : start + count] if at not in made.aggregates else ():
                scope.row.read(column, None)
            start += count
    for value in group.args.values():
        for term in value if isinstance(value, list) else ():
            _scan_term(scope, term, made.columns)


def _scan_term(scope: Scope, term: Any, columns: list[Column]) -> None:
    """A term of GROUP BY or ORDER BY: an expression, or the number of a column."""
    if type(term) is exp.Literal and not term.is_string and term.name.isdigit():
        position = int(term.name)
        if 0 < position <= len(columns):
            scope.row.read(columns[position - 1], None)
    else:
        scan(scope, term, scope.row)


def read_order(scope: Scope, order: exp.Expr, columns: list[Column]) -> None:
    """ORDER BY, where an output column's name stands for it before any other."""
    before = scope.aliases_first, scope.plain
    scope.aliases_first, scope.plain = True, {}
    for term in order.expressions:
        inner = term.args["this"] if type(term) is exp.Ordered else term
        if type(inner) is exp.Var and inner.name.upper() == "ALL":
            for column in columns:
                scope.row.read(column, None)
        else:
            _scan_term(scope, inner, columns)
    scope.aliases_first, scope.plain = before
