"""Reads any query: a select, a set operation, VALUES, a parenthesised or pivoted one."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.cte import with_ctes
from dbt_treaty.lineage.engine import Engine, Environment
from dbt_treaty.lineage.from_clause import bring
from dbt_treaty.lineage.inline_table import values_output
from dbt_treaty.lineage.numbered import numbered_output
from dbt_treaty.lineage.output import Output
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.selection import read_bounds, read_order, read_select
from dbt_treaty.lineage.set_operation import united

# Clauses that the grammar lets stand behind a set operation or brackets, and no engine known here.
_UNSUPPORTED = ("match", "connect", "prewhere", "where", "group", "having", "qualify")


class NotAQuery(Exception):  # noqa: N818 - says what was met, not that something broke
    """A statement that gives no columns to follow."""


class Unsupported(Exception):  # noqa: N818 - says what was met, not that something broke
    """A clause whose meaning is not known here, so that nothing is known of the columns."""


def read_query(engine: Engine, node: Any, environment: Environment, parent: Scope | None) -> Output:
    """The output of a query. Raises NotAQuery, or Unsupported for a clause not known here."""
    if type(node) is exp.Select:
        return read_select(engine, node, environment, parent)
    if not isinstance(node, (exp.Query, exp.Values, exp.Pivot, exp.Paren, exp.Table)):
        raise NotAQuery(type(node).__name__)
    for key in _UNSUPPORTED if not isinstance(node, exp.Pivot) else ():
        if node.args.get(key):
            raise Unsupported(key)
    if node.args.get("with_") is not None:
        environment = with_ctes(engine, node.args["with_"], environment, parent)
    if isinstance(node, exp.SetOperation):
        output = _set_operation(engine, node, environment, parent)
    elif isinstance(node, (exp.Subquery, exp.Paren)) and isinstance(
        node.args["this"], (exp.Query, exp.Values, exp.Pivot, exp.Paren)
    ):
        output = read_query(engine, node.args["this"], environment, parent)
    else:
        return _as_table(engine, node, environment, parent)
    return _ordered(engine, node, output, environment, parent)


def _set_operation(
    engine: Engine, node: exp.SetOperation, environment: Environment, parent: Scope | None
) -> Output:
    """A run of set operations leans left and may be long: it is read without recursion."""
    spine: list[exp.SetOperation] = []
    left: Any = node
    while isinstance(left, exp.SetOperation) and (left is node or _is_plain(left)):
        spine.append(left)
        left = left.args["this"]
    output = read_query(engine, left, environment, parent)
    for operation in reversed(spine):
        arm = read_query(engine, operation.args["expression"], environment, parent)
        output = united(engine, operation, output, arm)
    return output


def _is_plain(node: exp.SetOperation) -> bool:
    return not any(node.args.get(key) for key in ("with_", "order", "limit", "offset"))


def _ordered(
    engine: Engine, node: Any, output: Output, environment: Environment, parent: Scope | None
) -> Output:
    """The output after ORDER BY or LIMIT behind a set operation or a parenthesis."""
    args = node.args
    if not any(args.get(key) for key in ("order", "limit", "offset")):
        return output
    scope = Scope(engine, environment, parent)
    scope.add(Source("", output))
    if args.get("order") is not None:
        read_order(scope, args["order"], output.columns)
    read_bounds(scope, args)
    ordered = Output(output.columns, scope.rows, scope.uses)
    ordered.value = output.value
    return ordered


def _as_table(engine: Engine, node: Any, environment: Environment, parent: Scope | None) -> Output:
    """VALUES, DuckDB's PIVOT statement, ``TABLE t``: a star over it."""
    scope = Scope(engine, environment, parent)
    if isinstance(node, exp.Values):
        output = values_output(scope, node)
        return Output(output.columns, scope.rows, scope.uses)
    bring(scope, node.args["this"] if isinstance(node, (exp.Subquery, exp.Paren)) else node)
    columns = [column for source in scope.sources for column in source.output.columns]
    return numbered_output(engine, columns, scope)
