"""From ``*``, ``t.*`` and COLUMNS(…) to the columns they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.column_rule import pattern_of, rule_of
from dbt_treaty.lineage.name_pattern import Wanted, by_regex
from dbt_treaty.lineage.output import Column, Open, suspects_of
from dbt_treaty.lineage.resolution import find_source, resolve
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.struct_fields import struct_fields

_PATTERNS = (exp.Like, exp.ILike, exp.Glob, exp.SimilarTo)


def expand(scope: Scope, node: exp.Expr) -> list[Column]:
    """The columns of ``*`` or ``t.*``, after EXCEPT, REPLACE, RENAME and ILIKE.

    Columns that are not known by name stay one column named ``*``.
    """
    star = node.args["this"] if type(node) is exp.Column else node
    columns = _qualified(scope, node) if type(node) is exp.Column else _everything(scope)
    args = star.args
    if args.get("ilike") is not None:
        columns = _filtered(columns, pattern_of(exp.ILike, args["ilike"]))
    if args.get("except_"):
        columns = _excepted(scope, columns, args["except_"])
    if args.get("replace"):
        columns = _replaced(scope, columns, args["replace"])
    if args.get("rename"):
        columns = _renamed(scope, columns, args["rename"])
    return columns


def matching(scope: Scope, node: exp.Columns) -> list[Column]:
    """The columns that DuckDB's or ClickHouse's COLUMNS(…) selects."""
    which = node.args["this"]
    if type(which) is exp.Star or (type(which) is exp.Column and type(which.this) is exp.Star):
        return expand(scope, which)
    if type(which) is exp.Literal and which.is_string:
        return _filtered(_everything(scope), by_regex(which.name))
    if type(which) in (exp.Array, exp.List) and _is_listed(which):
        names = {item.name.lower() for item in which.expressions}
        return _filtered(_everything(scope), lambda name: name.lower() in names)
    if type(which) is exp.Lambda:
        return _filtered(_everything(scope), rule_of(which))
    return _filtered(_everything(scope), None)


def _is_listed(node: exp.Expr) -> bool:
    """Whether a list gives every name itself; a comprehension does not."""
    return all(type(item) is exp.Literal for item in node.expressions)


def liked(scope: Scope, node: exp.Expr) -> list[Column] | None:
    """The columns of ``* LIKE 'pattern'``; None where the node is no such thing."""
    if type(node) not in _PATTERNS or type(node.args.get("this")) is not exp.Star:
        return None
    columns = expand(scope, node.args["this"])
    return _filtered(columns, pattern_of(type(node), node.args["expression"]))


def without(columns: Iterable[Column], keys: set[str]) -> list[Column]:
    """The columns save these (lower case), which no unknown schema among them then holds either."""
    kept: list[Column] = []
    for column in columns:
        if column.open is not None:
            kept.append(column.open.without(keys).star())
        elif column.key not in keys:
            kept.append(column)
    return kept


def _excepted(scope: Scope, columns: list[Column], nodes: list[Any]) -> list[Column]:
    """EXCEPT ``a`` leaves out every ``a``, EXCEPT ``t.a`` that of one table."""
    qualified = [n for n in nodes if type(n) is exp.Column and n.args.get("table") is not None]
    single = {id(resolve(scope, node)) for node in qualified}
    kept = [column for column in columns if id(column) not in single]
    names = {node.name.lower() for node in nodes if node not in qualified}
    return without(kept, names) if names else kept


def _everything(scope: Scope) -> list[Column]:
    columns = _in_order(scope)
    if scope.unplaced:
        columns = sorted(columns, key=lambda column: column.open is None)
    return columns


def _in_order(scope: Scope) -> list[Column]:
    merged = scope.merged
    if not merged:
        if len(scope.sources) == 1:
            return scope.sources[0].output.columns
        return [column for source in scope.sources for column in source.output.columns]
    in_place = scope.engine.dialect.merges_in_place
    columns = [] if in_place else list(merged.values())
    given = set() if in_place else set(merged)
    for source in scope.sources:
        for column in source.output.columns:
            if column.open is not None:
                columns.extend(merged[key] for key in merged if key not in given)
                given.update(merged)
                columns.append(column.open.without(merged).star())
            elif column.key not in merged:
                columns.append(column)
            elif column.key not in given:
                given.add(column.key)
                columns.append(merged[column.key])
    return columns


def _qualified(scope: Scope, node: exp.Expr) -> list[Column]:
    parts = [part for key in ("catalog", "db", "table") if (part := node.args.get(key)) is not None]
    found = find_source(scope, [part.name.lower() for part in parts])
    if found is not None and found[1] == len(parts):
        return found[0].output.columns
    inner = exp.Column(this=parts[-1])
    for key, part in zip(("table", "db", "catalog"), reversed(parts[:-1]), strict=False):
        inner.args[key] = part
    struct = resolve(scope, inner)
    return struct_fields(scope.engine, struct, struct.type, "struct_field")


def _replaced(scope: Scope, columns: list[Column], nodes: list[Any]) -> list[Column]:
    replacements = {}
    for node in nodes:
        name = node.alias_or_name
        replacements[name.lower()] = scope.engine.expression(scope, node.unalias(), name)
    return _put(columns, replacements)


def _renamed(scope: Scope, columns: list[Column], nodes: list[Any]) -> list[Column]:
    renames: dict[str, Column] = {}
    for node in nodes:
        old, new = node.this.name, node.alias
        held = next((c for c in columns if c.key == old.lower() and c.open is None), None)
        if held is None:
            held = resolve(scope, node.this)
        renames[old.lower()] = held.named(new)
    return _put(columns, renames)


def _put(columns: list[Column], changed: dict[str, Column]) -> list[Column]:
    """The columns with these in the place of those they are keyed by."""
    left = dict(changed)
    result: list[Column] = []
    for column in columns:
        if column.open is not None:
            # Where among the unknown columns those stand that the query names is not known.
            explicit = [left.pop(key) for key in list(left)]
            result.append(column.open.without({*changed, *(c.key for c in explicit)}).star())
            result.extend(explicit)
        else:
            result.append(changed.get(column.key, column))
            left.pop(column.key, None)
    return result


def _filtered(columns: list[Column], wanted: Wanted | None) -> list[Column]:
    """The columns whose names are wanted; with no way to tell, any of them, unnamed."""
    if wanted is not None:
        return [column for column in columns if column.open is not None or wanted(column.name)]
    ways = dict.fromkeys(way for column in columns for way in column.ways)
    suspects = dict.fromkeys(r for column in columns for r in suspects_of(column))
    return [Open(None, "unknown columns", tuple(suspects), tuple(ways)).star()]
