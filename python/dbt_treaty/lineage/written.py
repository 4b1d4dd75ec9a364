"""The tables that a statement writes values into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlglot import exp

_DATA = (exp.Insert, exp.Update, exp.Merge, exp.Create, exp.Copy, exp.Into)
_NO_DATA = (exp.Delete, exp.TruncateTable, exp.Drop, exp.Comment, exp.Grant, exp.Use, exp.Commit)
_MADE_OF_DATA = ("TABLE", "VIEW")
_BARE = ("INDEX", "SCHEMA", "DATABASE", "SEQUENCE", "ROLE", "EXTENSION")
# A table made of files has what these have, whatever its columns say.
_OUTSIDE = (exp.ExternalProperty, exp.LocationProperty)
# Functions without a node of their own that say something of the run and nothing of the data.
_OF_THE_RUN = frozenset(
    {"now", "getdate", "getutcdate", "sysdate", "sysdatetime", "today", "random", "uuid", "newid"}
    | {"gen_random_uuid", "generateuuidv4", "current_database", "current_setting", "version"}
    | {"txid_current", "last_query_id", "current_session", "current_statement"}
)


class Written(msgspec.Struct, frozen=True):
    """A table, and the columns written (None: any).

    ``reads_itself``: its own columns are read.
    """

    table: exp.Table
    columns: tuple[str, ...] | None
    reads_itself: bool = False


def written_by(tree: exp.Expr) -> tuple[Written, ...] | None:
    """What a statement writes values into; None where nobody can tell.

    Values that are spelled in the statement itself, ``values ('done', now())``, are not data.
    """
    known = (*_DATA, *_NO_DATA, exp.Query)
    if not isinstance(tree, known) or isinstance(tree, exp.Table):
        return None
    found: list[Written] = []
    for node in tree.find_all(*_DATA):
        written = _written(node)
        if written is None:
            return None
        found += written
    if isinstance(tree, exp.Query) and not found and _calls(tree):
        return None
    return tuple(found)


def _written(node: Any) -> list[Written] | None:
    if isinstance(node, exp.Insert):
        return _inserted(node)
    if isinstance(node, exp.Update):
        return _updated(node)
    if isinstance(node, exp.Create):
        return _created(node)
    table = _table(node.this)
    return [Written(table, None)] if table and not _is_export(node) else None


def _inserted(node: exp.Insert) -> list[Written] | None:
    if isinstance(node.parent, exp.When):
        return []  # the MERGE around it writes
    table = _table(node.this)
    if table is None:
        return None
    values = node.args.get("expression")
    conflict = node.args.get("conflict")
    told = isinstance(values, exp.Values) and not _is_data(values.expressions)
    if told and not (conflict and _is_data([conflict])):
        return []
    listed = node.this.expressions if isinstance(node.this, exp.Schema) else ()
    return [Written(table, tuple(each.name for each in listed) or None)]


def _updated(node: exp.Update) -> list[Written] | None:
    if isinstance(node.parent, exp.When):
        return []
    table = _table(node.this)
    set_ = [each for each in node.expressions if isinstance(each, exp.EQ)]
    if table is None or len(set_) != len(node.expressions):
        return None
    named = [each for each in set_ if _is_data([each.expression])]
    columns = tuple(each.this.name for each in named if isinstance(each.this, exp.Column))
    whole = tuple(columns) if len(columns) == len(named) else None
    return [Written(_unaliased(node, table), whole, True)] if named else []


def _unaliased(node: exp.Update, table: exp.Table) -> exp.Table:
    """T-SQL updates an alias that only its FROM explains."""
    source = node.args.get("from_")
    joined: Iterable[exp.Table] = source.find_all(exp.Table) if source is not None else ()
    for each in joined:
        if len(table.parts) == 1 and each.alias.lower() == table.name.lower():
            return each
    return table


def _created(node: exp.Create) -> list[Written] | None:
    kind = str(node.args.get("kind") or "").upper()
    if kind in _BARE:
        return []
    if kind not in _MADE_OF_DATA or any(node.find(each) for each in _OUTSIDE):
        return None
    table = _table(node.this)
    if table is None:
        return None
    made = node.args.get("expression") or node.args.get("clone")
    return [Written(table, None)] if made else []


def _is_export(node: Any) -> bool:
    """``copy x to 'file'``: the values leave the warehouse, and nobody knows who reads them."""
    return isinstance(node, exp.Copy) and not node.args.get("kind")


def _table(node: object) -> exp.Table | None:
    inner = node.this if isinstance(node, exp.Schema) else node
    return inner if isinstance(inner, exp.Table) else None


def _is_data(values: Iterable[exp.Expr]) -> bool:
    return any(each.find(exp.Column, exp.Query, exp.Table) or _calls(each) for each in values)


def _calls(node: exp.Expr) -> bool:
    """Whether some function is called that may do anything."""
    found = node.find_all(exp.Anonymous, exp.AnonymousAggFunc, exp.Command)
    return any(each.name.lower() not in _OF_THE_RUN for each in found)
