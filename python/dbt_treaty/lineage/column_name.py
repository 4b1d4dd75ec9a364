"""What an engine calls an output column that the query gives no name."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.transform_name import transform_name

_BY_FUNCTION = frozenset({"postgres", "redshift", "materialize", "risingwave"})

_BY_POSITION = {
    "athena": "_col{}",
    "bigquery": "f{}_",
    "presto": "_col{}",
    "trino": "_col{}",
    "tsql": "",
}

# Types as DuckDB spells them in a name, where the parser has another word.
_DUCKDB_TYPES = {
    "INT": "INTEGER",
    "REAL": "FLOAT",
    "TEXT": "VARCHAR",
    "TIMESTAMPTZ": "TIMESTAMP WITH TIME ZONE",
}
_CAST_TO = re.compile(rf" AS ({'|'.join(_DUCKDB_TYPES)})(?![\w ])")


def column_name(node: Any, dialect: str, position: int = 0) -> str:
    """The name of an expression without an alias, so far as the dialect's habit is known.

    PostgreSQL calls it by its function, Trino and BigQuery by a number (``position``, counted from
    0; BigQuery's own counts the columns without a name only), T-SQL gives it none; the others take
    the expression's text.
    """
    while type(node) is exp.Paren:
        node = node.this
    if type(node) is exp.Dot and type(node.expression) is exp.Identifier:
        node = node.expression
    if type(node) in (exp.Alias, exp.Column, exp.Identifier):
        return str(node.alias_or_name)
    if dialect in {"spark", "databricks"} and isinstance(node, exp.Cast):
        return column_name(node.this, dialect)
    if dialect in _BY_FUNCTION:
        return _by_function(node, dialect)
    if dialect in _BY_POSITION:
        return _BY_POSITION[dialect].format(position)
    return _by_text(node, dialect)


def _by_text(node: Any, dialect: str) -> str:
    if type(node) is exp.Count and type(node.this) is exp.Star and dialect == "duckdb":
        return "count_star()"
    text = str(node.sql(dialect=dialect, normalize_functions="lower"))
    if dialect == "duckdb" and " AS " in text:
        text = _CAST_TO.sub(lambda match: f" AS {_DUCKDB_TYPES[match.group(1)]}", text)
    return f"({text})" if isinstance(node, exp.Binary) and dialect == "duckdb" else text


def _by_function(node: Any, dialect: str) -> str:
    if type(node) is exp.Window:
        return _by_function(node.this, dialect)
    if type(node) is exp.Subquery and type(node.this) is exp.Select and node.this.expressions:
        return column_name(node.this.expressions[0], dialect)
    if isinstance(node, exp.Cast):
        named = type(node.this) is exp.Column
        return column_name(node.this, dialect) if named else node.to.this.value.lower()
    if type(node) is exp.Case or isinstance(node, exp.Func):
        return transform_name(node).replace("_distinct", "")
    return "?column?"
