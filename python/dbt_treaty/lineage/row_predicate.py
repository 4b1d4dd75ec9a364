"""Whether a text is one condition over the columns of one row, and what is wrong if it is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect as Grammar
from sqlglot.tokenizer_core import TokenType

from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.scalar_function import SCALAR_FUNCTIONS
from dbt_treaty.lineage.transform_name import transform_name

# Read where the warehouse is not known: a text must be a condition in one of them, and do no harm
# in any that reads it.
_GRAMMARS = ("duckdb", "postgres", "spark", "snowflake", "bigquery", "redshift", "trino", "")
_LONGEST = 20_000
_UNREAD = "can't be read as one condition in SQL"
_SEVERAL_ROWS = "is about several rows"
_OUTSIDE = "reads more than its row"
_SAID_OTHERWISE = (exp.Parameter, exp.Placeholder, exp.SessionParameter)
_COMPUTES = (exp.Connector, exp.Not, exp.Paren, exp.Predicate)


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong; ``grave`` where no other reading of the text can excuse it."""

    text: str
    grave: bool


def fault_in_predicate(
    sql: str,
    columns: Collection[str],
    adapter: str | None = None,
    functions: Collection[str] = (),
) -> str | None:
    """Why a text can't be the rule of a row; None if it can. Goes on from "the rule …".

    Args:
        sql: the rule's text.
        columns: the columns of the table.
        adapter: dbt's name of the warehouse; None where it is not known.
        functions: names, in lower case, of functions that are known to only compute.

    A rule is one boolean expression. Refused are queries in it, columns of other tables, what
    counts or looks over several rows, variables, and any function that is not known to compute
    from its arguments alone: it could write, read a file or tell the session's secret.
    """
    if len(sql) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    judge = partial(_judged, sql, frozenset(c.lower() for c in columns), frozenset(functions))
    names = (adapter,) if adapter is not None else _GRAMMARS
    verdicts = [judge(dialect_of(name).grammar) for name in names]
    read = [verdict for verdict in verdicts if verdict is None or verdict.text != _UNREAD]
    grave = next((verdict for verdict in read if verdict is not None and verdict.grave), None)
    if grave is not None:
        return grave.text
    if not read:
        return _UNREAD
    return None if None in read else next(verdict.text for verdict in read if verdict is not None)


def _judged(
    sql: str, columns: frozenset[str], functions: frozenset[str], grammar: Grammar
) -> _Fault | None:
    unread = _Fault(_UNREAD, grave=False)
    try:
        if not _is_one_piece(sql, grammar):
            return unread
        trees = grammar.parse(f"select (\n{sql}\n)")
    except Exception:  # whatever a parser says, RecursionError too: it does not read it
        return unread
    tree = trees[0] if len(trees) == 1 else None
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1:
        return unread
    root = tree.expressions[0]
    given = {key for key, value in tree.args.items() if value} - {"expressions", "kind"}
    if given or type(root) is not exp.Paren:
        return unread if not isinstance(root, exp.Subquery) else _Fault(_OUTSIDE, grave=True)
    faults = list(_faults(root.this, columns, functions))
    return next((fault for fault in faults if fault.grave), next(iter(faults), None))


def _is_one_piece(sql: str, grammar: Grammar) -> bool:
    """Whether it closes what it opens, and nothing else, and no statement ends in it."""
    depth = 0
    tokens = grammar.tokenize(sql)
    for token in tokens:
        depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(token.token_type, 0)
        if depth < 0 or token.token_type is TokenType.SEMICOLON:
            return False
    return bool(tokens) and depth == 0 and "/*!" not in sql


def _faults(root: exp.Expr, columns: frozenset[str], functions: frozenset[str]) -> Iterator[_Fault]:
    for node in root.walk():
        if isinstance(node, (exp.Query, exp.Table)):
            yield _Fault("reads another table", grave=True)
        elif isinstance(node, (exp.DDL, exp.DML, exp.Command, exp.Into)):
            yield _Fault("holds a statement", grave=True)
        elif isinstance(node, (exp.Window, exp.AggFunc)):
            yield _Fault(f"{_SEVERAL_ROWS}: {_spelled(node)}", grave=True)
        elif isinstance(node, _SAID_OTHERWISE):
            yield _Fault(f"{_OUTSIDE}: {_spelled(node)}", grave=False)
        elif isinstance(node, exp.Star) and not isinstance(node.parent, exp.Mul):
            yield _Fault("names * and not a column", grave=False)
        elif isinstance(node, exp.Column):
            yield from _column_faults(node, columns)
        elif isinstance(node, exp.Func) and not isinstance(node, _COMPUTES):
            yield from _function_faults(node, functions)
    if not _is_boolean(root):
        yield _Fault("is no condition that is true or false", grave=False)


def _column_faults(node: exp.Column, columns: frozenset[str]) -> Iterator[_Fault]:
    parts = [part.name for part in node.parts]
    if parts[0].lower() in columns:
        return  # the column, or a field in it
    named = ".".join(parts)
    if len(parts) > 1 and parts[-1].lower() in columns:
        yield _Fault(f"names {named}: the rows have no table's name, {parts[-1]} will do", False)
    else:
        yield _Fault(f"names {named}, which is no column of this table", grave=False)


def _function_faults(node: exp.Func, functions: frozenset[str]) -> Iterator[_Fault]:
    anonymous = isinstance(node, exp.Anonymous)
    names = {node.name.lower()} if anonymous else {transform_name(node), *_own_names(node)}
    if names.isdisjoint(SCALAR_FUNCTIONS) and names.isdisjoint(functions):
        name = node.name if anonymous else min(names)
        yield _Fault(f"calls {name}, which is not known to compute from its arguments alone", True)
    elif isinstance(node.parent, exp.Dot) and node.parent.expression is node:
        yield _Fault(f"calls {_spelled(node.parent)}, a function of somebody's schema", True)


def _own_names(node: exp.Func) -> set[str]:
    return {name.lower() for name in type(node).sql_names()}


def _is_boolean(root: Any) -> bool:
    node = root
    while isinstance(node, exp.Paren):
        node = node.this
    if isinstance(node, (exp.Cast, exp.TryCast)):
        return bool(node.is_type(exp.DataType.Type.BOOLEAN))
    if isinstance(node, (*_COMPUTES, exp.Boolean, exp.Column, exp.Dot, exp.Bracket, exp.Null)):
        return True
    return isinstance(node, exp.Func) and not isinstance(node, exp.DPipe)


def _spelled(node: exp.Expr) -> str:
    return " ".join(node.sql().split())[:60]
