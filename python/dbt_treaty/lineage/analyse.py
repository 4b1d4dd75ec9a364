"""The lineage of one query, from its text."""

from __future__ import annotations

import gc
import logging
import re
from functools import partial

import msgspec
import sqlglot.errors
from sqlglot import exp

from dbt_treaty.lineage.assemble import assemble
from dbt_treaty.lineage.deep_stack import on_deep_stack
from dbt_treaty.lineage.dialect import Dialect, dialect_of
from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.expression import gather
from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.lineage.named_relations import named_relations
from dbt_treaty.lineage.parsing import parse
from dbt_treaty.lineage.patterns import query_patterns
from dbt_treaty.lineage.query import NotAQuery, Unsupported, read_query
from dbt_treaty.lineage.relations import Relations

# What sqlglot has to say of SQL it cannot read is said by the reason.
logging.getLogger("sqlglot").setLevel(logging.CRITICAL)

_LACKING = re.compile(r"Required keyword: '\w+' missing for <class '(?:\w+\.)*(\w+)'>")
# MySQL and its kin run what stands in /*! … */, and the parser skips it.
_RUNNING_COMMENTS = frozenset({"mysql", "singlestore", "doris", "starrocks"})


def analyse(sql: str, dialect: str, relations: Relations) -> QueryLineage:
    """The column lineage of ``sql``, one compiled query in the dialect of a dbt adapter.

    Never raises: a query that cannot be read has a ``reason``, and its ``suspects`` are all
    relations its text names. Relations whose columns are not known cost only the columns that
    cannot be resolved without them.
    """
    grammar = dialect_of(dialect)
    try:
        return _read_undisturbed(sql, grammar, relations)
    except _Unread as unread:
        reason = str(unread)
    except RecursionError:
        reason = "unparsed: nested too deep"
    except Exception as error:
        reason = f"unparsed: {_first_line(error)}"
    reads = named_relations(sql, grammar, relations)
    suspects = tuple(sorted({read.relation for read in reads if read.relation is not None}))
    return QueryLineage(reads=reads, reason=reason, suspects=suspects, complete=False)


def _read_undisturbed(sql: str, dialect: Dialect, relations: Relations) -> QueryLineage:
    """Reads a query while no garbage is collected: its syntax tree grows and is none yet.

    A tree refers to itself, so only the collector can free it: the young generation holds the whole
    tree when it may run again, and one pass over that frees it before the next tree comes. Left to
    itself, the collector would look through the older generations as well, time and again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        try:
            lineage = _read(sql, dialect, relations)
        except RecursionError:
            lineage = on_deep_stack(partial(_read, sql, dialect, relations))
        if enabled:
            gc.collect(0)
        return lineage
    finally:
        if enabled:
            gc.enable()


class _Unread(Exception):  # noqa: N818 - says what was met, not that something broke
    pass


def _read(sql: str, dialect: Dialect, relations: Relations) -> QueryLineage:
    if dialect.name in _RUNNING_COMMENTS and "/*!" in sql:
        raise _Unread("a comment that runs (/*! … */)")
    statements = [s for s in parse(sql, dialect) if type(s) is not exp.Semicolon]
    if not statements:
        raise _Unread("no statement")
    if len(statements) > 1:
        raise _Unread("several statements")
    engine = Engine(sql, dialect, relations, read_query, gather)
    engine.root = _root(statements[0])
    try:
        output = read_query(engine, statements[0], {}, None)
    except NotAQuery as met:
        raise _Unread(f"not a SELECT: {met}") from None
    except Unsupported as met:
        raise _Unread(f"unsupported {met}") from None
    lineage = assemble(engine, output)
    patterns = query_patterns(statements[0], engine.joins)
    return msgspec.structs.replace(lineage, patterns=patterns) if patterns else lineage


def _root(node: exp.Expr) -> exp.Expr:
    """The select that names the final columns: the first one of a set operation."""
    while isinstance(node, (exp.SetOperation, exp.Subquery, exp.Paren)):
        inner = node.args["this"]
        if not isinstance(inner, exp.Expr):
            break
        node = inner
    return node


def _first_line(error: Exception) -> str:
    if isinstance(error, sqlglot.errors.ParseError) and error.errors:
        first = error.errors[0]
        # Of several parts that are missing the parser names one, in each run another.
        what = _LACKING.sub(r"\1 lacks a part.", str(first.get("description")))
        return f"{what} Line {first.get('line')}, Col: {first.get('col')}."
    return (str(error).splitlines() or [type(error).__name__])[0]
