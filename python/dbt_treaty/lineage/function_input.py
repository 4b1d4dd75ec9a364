"""What a function called as a table is given: its arguments, tables among them."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dotted import names_before, schema_prefix
from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.resolution import qualified
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.table import read_table

_DECLARATIONS = (exp.OpenJSONColumnDef, exp.JSONSchema, exp.ColumnDef, exp.XMLNamespace)


def method_rows(scope: Scope, node: Any) -> Column | None:
    """T-SQL's ``column.nodes(…)``: the rows are parts of the column."""
    if type(node) is not exp.Dot or scope.engine.dialect.name != "tsql":
        return None
    last = node.args["expression"]
    names = names_before(node.args["this"])
    if names is None or type(last) is not exp.Anonymous or last.name.lower() != "nodes":
        return None
    return qualified(scope, names).passing("nodes")


def unwrapped(node: Any) -> tuple[Any, str]:
    """The function without the TABLE(…) or OVER (PARTITION BY …) around it, and its schema."""
    schema = ""
    while True:
        if type(node) in (exp.TableFromRows, exp.Window, exp.Paren):
            node = node.args["this"]
        elif _is_table_call(node) and isinstance(node.expressions[0], exp.Func):
            node = node.expressions[0]
        elif type(node) is exp.Dot and isinstance(node.args["expression"], exp.Expr):
            schema += schema_prefix(names_before(node.args["this"]) or ["value"])
            node = node.args["expression"]
        else:
            return node, schema


def _is_table_call(node: Any) -> bool:
    """``TABLE(…)``, of a function or a table, which the parser takes for a function."""
    return (
        type(node) is exp.Anonymous and node.name.lower() == "table" and len(node.expressions) == 1
    )


def read_given_tables(scope: Scope, arguments: list[Any], name: str, sink: Sink) -> list[Any]:
    """Read the tables that a function is given, ``TABLE(t)``; the arguments besides."""
    rest: list[Any] = []
    for argument in arguments:
        inner = argument.expressions[0] if _is_table_call(argument) else None
        if type(inner) is not exp.Column:
            rest.append(argument)
            continue
        parts = {"this": inner.this, "db": inner.args.get("table"), "catalog": inner.args.get("db")}
        for column in read_table(scope, exp.Table(**parts)).output.columns:
            sink.read(column, (name,))
    return rest


def arguments_of(node: exp.Expr) -> list[Any]:
    """The arguments, without the names of options (``header = true``)."""
    given: list[Any] = []
    for key, value in node.args.items():
        if key in {"alias", "offset"} or not isinstance(value, (list, exp.Expr)):
            continue
        for argument in value if isinstance(value, list) else [value]:
            option = type(argument) in (exp.EQ, exp.PropertyEQ, exp.Kwarg)
            given.append(argument.args["expression"] if option else argument)
    return [a for a in given if isinstance(a, exp.Expr) and type(a) not in _DECLARATIONS]
