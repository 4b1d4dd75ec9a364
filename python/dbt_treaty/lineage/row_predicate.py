"""Whether a text is one condition over the columns of one row, and what is wrong if it is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.constant_part import constant_parts
from dbt_treaty.lineage.dialect import Dialect, dialect_of
from dbt_treaty.lineage.row_condition import UnreadError, quoted_texts, read_condition, words
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


@dataclass(frozen=True, slots=True)
class Reading:
    """How some dialects read a rule: the columns it names, in lower case, or what is wrong."""

    dialects: tuple[str, ...]
    columns: tuple[str, ...]
    fault: str | None


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

    A rule is one boolean expression that says something of its row. Refused are queries in it,
    columns of other tables, what counts or looks over several rows, variables, comparisons of
    constants, and any function that is not known to compute from its arguments alone: it could
    write, read a file or tell the session's secret.
    """
    if len(sql) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    judge = partial(_judged, sql, frozenset(c.lower() for c in columns), frozenset(functions))
    names = (adapter,) if adapter is not None else _GRAMMARS
    verdicts = [judge(dialect_of(name)) for name in names]
    read = [verdict for verdict in verdicts if verdict is None or verdict.text != _UNREAD]
    grave = next((verdict for verdict in read if verdict is not None and verdict.grave), None)
    if grave is not None:
        return grave.text
    if not read:
        return _UNREAD
    return None if None in read else next(verdict.text for verdict in read if verdict is not None)


def readings(
    sql: str, columns: Collection[str], functions: Collection[str] = ()
) -> tuple[Reading, ...]:
    """The ways in which warehouses read a rule, most of them first: more than one is a doubt.

    A dialect that can't read the rule is not among them: there it fails, and does not pass.
    The arguments are those of ``fault_in_predicate``.
    """
    known = frozenset(c.lower() for c in columns)
    alike: dict[tuple[frozenset[str], bool], list[tuple[str, str | None]]] = {}
    for dialect in map(dialect_of, filter(None, _GRAMMARS)):
        fault = _judged(sql, known, frozenset(functions), dialect)
        if fault is None or fault.text != _UNREAD:
            named = words(sql, dialect.grammar) & known
            text = fault.text if fault else None
            alike.setdefault((named, fault is None), []).append((dialect.name, text))
    found = [
        Reading(tuple(name for name, _ in each), tuple(sorted(named)), each[0][1])
        for (named, _), each in alike.items()
    ]
    return tuple(sorted(found, key=lambda reading: -len(reading.dialects)))


@lru_cache(maxsize=4096)  # who asks for a rule's faults may ask for its readings next
def _judged(
    sql: str, columns: frozenset[str], functions: frozenset[str], dialect: Dialect
) -> _Fault | None:
    try:
        root = read_condition(sql, dialect.grammar)
    except UnreadError as unread:
        return _Fault(_OUTSIDE if unread.query else _UNREAD, grave=unread.query)
    faults = [*_faults(root, columns, functions), *_misread(sql, columns, dialect)]
    faults += _constants(root) if not faults else ()
    return next((fault for fault in faults if fault.grave), next(iter(faults), None))


def _misread(sql: str, columns: frozenset[str], dialect: Dialect) -> Iterator[_Fault]:
    for text in sorted(quoted_texts(sql, dialect.grammar) & columns):
        name = exp.to_identifier(text, quoted=True).sql(dialect=dialect.grammar)
        what = f'holds "{text}", which is a text on {dialect.name} and no column'
        yield _Fault(f"{what}: write {name} for the column, '{text}' for the text", grave=False)


def _constants(root: exp.Expr) -> Iterator[_Fault]:
    if root.find(exp.Column) is None:
        yield _Fault("names no column of this table: it says the same of every row", grave=False)
    for part in constant_parts(root):
        yield _Fault(f"says the same of every row in {_spelled(part)}", grave=False)


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
