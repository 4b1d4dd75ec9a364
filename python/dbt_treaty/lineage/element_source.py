"""The tables that a FROM makes of a value's elements: UNNEST, ``AS item AT place``, ROWS FROM."""

from __future__ import annotations

from sqlglot import exp

from dbt_treaty.lineage.generator import is_fixed
from dbt_treaty.lineage.output import Column, Output
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.table_alias import alias_of, renamed
from dbt_treaty.lineage.table_function import function_output
from dbt_treaty.lineage.value_table import elements


def value_table(scope: Scope, node: exp.Unnest, name: str) -> tuple[str, Output]:
    """BigQuery's UNNEST, whose alias names the element, and its name if that is its fields."""
    argument = node.expressions[0]
    held = scope.engine.expression(scope, argument, "")
    if not is_fixed("unnest", [argument]):
        scope.row.read(held, None)
    columns, fielded = elements(scope.engine, held, argument, name)
    return (name.lower() if fielded else ""), Output(columns)


def indexed(scope: Scope, node: exp.AtIndex) -> Source:
    """Redshift's ``t.items AS i AT place``."""
    alias = node.args["this"]
    column = scope.engine.expression(scope, alias.unalias(), alias.alias_or_name)
    scope.row.read(column, None)
    place = Column(node.args["expression"].name)
    return Source("", Output([column.passing("unnest"), place]))


def object_as_rows(scope: Scope, node: exp.Pivot) -> Source:
    """Redshift's ``UNPIVOT t.object AS value AT name``: the names are the object's too."""
    at = node.args["this"]
    alias = at.args["this"]
    held = scope.engine.expression(scope, alias.unalias(), alias.alias_or_name)
    scope.row.read(held, None)
    value = held.passing("unpivot")
    return Source("", Output([value, value.named(at.args["expression"].name)]))


def rows_from(scope: Scope, node: exp.Table) -> Source:
    """``ROWS FROM (f(…), g(…))``: the functions' columns side by side."""
    key, names = alias_of(node)
    columns: list[Column] = []
    for part in node.args["rows_from"]:
        function = part.args["this"] if type(part) is exp.Table else part
        columns.extend(function_output(scope, function, ("", []), False).columns)
    if node.args.get("ordinality"):
        columns.append(Column("ordinality"))
    return Source(key, renamed(Output(columns), names))
