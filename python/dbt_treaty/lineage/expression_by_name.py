"""ClickHouse's names of expressions that stand elsewhere: WITH … AS name, an alias behind."""

from __future__ import annotations

from sqlglot import exp

from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.scope import Scope


def expression_by_name(scope: Scope, name: str, key: str) -> Column | None:
    """What the expression of this name makes, if there is one; within it the name is a column's."""
    if key in scope.later:
        later = scope.later
        scope.later = {other: node for other, node in later.items() if other != key}
        column = scope.engine.expression(scope, later[key].args["this"], name)
        scope.later = later
        return column
    environment = scope.environment
    if not isinstance(environment.get(key), exp.Expr):
        return None
    scope.environment = {other: made for other, made in environment.items() if other != key}
    column = scope.engine.expression(scope, environment[key], name)
    scope.environment = environment
    return column
