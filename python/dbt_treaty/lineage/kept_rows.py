"""Whether a query keeps every row of one table, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlglot.errors
from sqlglot import exp

from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.parsing import parse

# What a SELECT and a table in FROM may have without losing or adding a row.
_HARMLESS = frozenset({"expressions", "from_", "with_", "order", "hint", "operation_modifiers"})
_PLAIN_TABLE = frozenset({"this", "db", "catalog", "alias"})
_WORDS = {"where": "a WHERE", "group": "a GROUP BY", "distinct": "a DISTINCT", "joins": "a join"}
_OURS = "dbt_treaty_"  # the masks: one value in, one value out


@dataclass(frozen=True, slots=True)
class Kept:
    """The table whose rows are kept, as ``schema`` and ``name`` are written; or the ``reason``."""

    name: str = ""
    schema: str = ""
    reason: str = ""


class _Loses(Exception):  # noqa: N818 - says what was met, not that something broke
    pass


def kept_rows(sql: str, adapter: str) -> Kept:
    """The one table of which the query gives a row for each row, as far as its text shows.

    A join never counts, since nothing tells how many rows it finds. Never raises.
    """
    try:
        statements = parse(sql, dialect_of(adapter))
        if len(statements) != 1:
            raise _Loses("it is several statements")
        table = _of_query(statements[0], {})
    except _Loses as met:
        return Kept(reason=str(met))
    except (sqlglot.errors.SqlglotError, RecursionError):
        return Kept(reason="its SQL can't be read")
    return Kept(table.name, table.db)


def _of_query(node: Any, outer: Mapping[str, Any]) -> exp.Table:
    while isinstance(node, (exp.Subquery, exp.Paren)):
        _refuse_more(node, frozenset({"this", "alias"}), "a bracket with more to it")
        node = node.this
    if not isinstance(node, exp.Select):
        raise _Loses("it is no plain SELECT")
    _refuse_more(node, _HARMLESS, "")
    for projection in node.expressions:
        _refuse_functions(projection)
    known = {**outer, **_ctes(node)}
    origin = node.args.get("from_")
    source = origin.this if origin is not None else None
    if isinstance(source, exp.Subquery):
        return _of_query(source, known)
    if not isinstance(source, exp.Table) or not isinstance(source.this, exp.Identifier):
        raise _Loses("it reads from no table")
    _refuse_more(source, _PLAIN_TABLE, "a table with more to it")
    name = source.name.lower()
    if source.db or name not in known:
        return source
    return _of_query(known[name], {key: value for key, value in known.items() if key != name})


def _ctes(select: exp.Select) -> dict[str, Any]:
    return {cte.alias.lower(): cte.this for cte in select.ctes}


def _refuse_more(node: exp.Expr, allowed: frozenset[str], told: str) -> None:
    for key, value in node.args.items():
        if value and key not in allowed:
            raise _Loses(f"it has {told or _WORDS.get(key, f'a {key.upper()}')}")


def _refuse_functions(projection: exp.Expr) -> None:
    """Aggregates make one row of many, table functions many of one, and unknown ones may do both.

    A function over a window does neither, and a query in brackets is one value.
    """
    inner = (exp.Window, exp.Subquery, exp.Exists)
    for node in projection.walk(prune=lambda n: isinstance(n, inner)):
        if isinstance(node, exp.AggFunc):
            raise _Loses(f"it aggregates ({node.sql_name()})")
        if isinstance(node, exp.UDTF):
            raise _Loses("it makes rows of the values in one")
        if isinstance(node, exp.Anonymous) and not node.name.lower().startswith(_OURS):
            raise _Loses(f"it calls {node.name}(), which may make or lose rows")
