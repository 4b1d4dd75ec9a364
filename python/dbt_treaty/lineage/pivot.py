"""The columns of PIVOT and UNPIVOT."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.column_name import column_name
from dbt_treaty.lineage.dispatch import read, scan
from dbt_treaty.lineage.numbered import MOST_COLUMNS, TooLargeError
from dbt_treaty.lineage.output import Column, Open, Output, Way
from dbt_treaty.lineage.resolution import resolve
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.star import matching, without
from dbt_treaty.lineage.table_alias import alias_of, renamed


def pivoted(scope: Scope, source: Source, node: exp.Pivot) -> Output:
    """What a PIVOT or UNPIVOT, as a clause or as DuckDB's statement, makes of a table."""
    inner = Scope(scope.engine, scope.environment, scope)
    inner.add(source)
    columns = _unpivot(inner, node) if node.args.get("unpivot") else _pivot(inner, node)
    output = Output(columns, inner.rows, inner.uses)
    return renamed(output, alias_of(node)[1])


def _pivot(scope: Scope, node: exp.Pivot) -> list[Column]:
    """The columns of a pivot. Raises TooLargeError where there are more than anybody means to."""
    args = node.args
    simple = bool(args.get("using"))
    terms = args.get("using") or ([] if _is_statement(node) else args.get("expressions")) or []
    fields = args.get("expressions") if _is_statement(node) else args.get("fields")
    read_keys = {
        c.name.lower() for part in (*terms, *(fields or ())) for c in part.find_all(exp.Column)
    }
    kept = _kept(scope, args.get("group"), read_keys)
    sinks = [_made(scope, term, fields or []) for term in terms] or [
        _made(scope, None, fields or [])
    ]
    listed = args.get("columns") or ()  # the parser's own product of values and aggregates
    if len(listed) > MOST_COLUMNS:
        raise TooLargeError(f"more than {MOST_COLUMNS} columns")
    names = [identifier.name for identifier in listed]
    if any(_is_query(item) for field in fields or () for item in _listed(field)):
        names = []
    elif simple or not names:
        names = _names(terms, fields or [], scope.engine.dialect.name)
    made: list[Column]
    if names and len(names) % len(sinks) == 0:
        made = [sinks[i % len(sinks)].column(name) for i, name in enumerate(names)]
    else:
        made = [_unnamed(sinks)]
    return [*kept, *made]


def _listed(field: Any) -> list[Any]:
    return (field.args.get("expressions") or []) if type(field) is exp.In else []


def _is_query(item: Any) -> bool:
    return isinstance(item, exp.Query)


def _is_statement(node: exp.Pivot) -> bool:
    return node.args.get("this") is not None


def _kept(scope: Scope, group: exp.Group | None, read_keys: set[str]) -> list[Column]:
    """The columns a pivot groups by: those named, else those nothing else of it reads."""
    if group is not None and group.expressions:
        columns = [resolve(scope, c) for c in group.expressions if type(c) is exp.Column]
    else:
        columns = without(scope.sources[0].output.columns, read_keys)
    for column in columns:
        scope.row.read(column, None)
    return columns


def _made(scope: Scope, term: Any, fields: Iterable[Any]) -> Sink:
    """The ways of one aggregate; the pivot's own column is only looked at."""
    sink = Sink()
    if term is not None:
        read(scope, term.unalias(), (), sink)
    for field in fields:
        if type(field) is exp.In:  # what it lists are values, even if T-SQL spells them as names
            scan(scope, field.args["this"], sink)
            scan(scope, field.args.get("query"), sink)
            scan(scope, [item for item in _listed(field) if _is_query(item)], sink)
        else:
            scan(scope, field, sink)
    return sink


def _unnamed(sinks: list[Sink]) -> Column:
    ways: dict[Way, None] = {}
    suspects: dict[str, None] = {}
    for sink in sinks:
        ways.update(dict.fromkeys(sink.column("").ways))
        suspects.update(dict.fromkeys(sink.suspects))
    return Open(None, "dynamic pivot", tuple(suspects), tuple(ways)).star()


def _names(terms: list[Any], fields: list[Any], dialect: str) -> list[str]:
    """DuckDB's names: each value, and behind it the aggregate's alias. Empty if not known."""
    values: list[list[str]] = []
    for field in fields:
        items = field.args.get("expressions") if type(field) is exp.In else None
        if not items or any(type(i) not in (exp.Literal, exp.PivotAlias, exp.Alias) for i in items):
            return []
        values.append([item.alias_or_name for item in items])
    if not values:
        return []
    if prod(map(len, values)) * max(len(terms), 1) > MOST_COLUMNS:
        return []
    endings = [f"_{term.alias}" if term.alias else "" for term in terms] or [""]
    if len(terms) > 1:
        endings = [f"_{term.alias or column_name(term, dialect)}" for term in terms]
    return ["_".join(chosen) + ending for chosen in product(*values) for ending in endings]


def _unpivot(scope: Scope, node: exp.Pivot) -> list[Column]:
    args = node.args
    if _is_statement(node):
        into = args.get("into")
        names = [into.this.name] if into is not None else ["name"]
        values = [v.name for v in into.expressions] if into is not None else ["value"]
        items = args.get("expressions") or []
    else:
        fields = [field for field in args.get("fields") or () if type(field) is exp.In]
        names = [field.this.name for field in fields]
        values = [i.name for e in args["expressions"] for i in (e.expressions or [e])]
        items = [item for field in fields for item in field.expressions]
    rows = [_items(scope, item) for item in items]
    if len(values) == 1:
        rows = [[column] for row in rows for column in row]
    sinks = [Sink() for _ in values]
    for row in rows:
        for sink, column in zip(sinks, row, strict=False):
            sink.read(column, ())
    for sink in sinks:
        sink.type = None
    melted = [sink.column(value) for sink, value in zip(sinks, values, strict=True)]
    if not args.get("include_nulls"):  # rows without a value are left out
        for row in rows:
            for column in row:
                scope.row.read(column, None)
    gone = {column.key for row in rows for column in row if column.open is None}
    named = [Column(name) for name in names]
    ordered = [*melted, *named] if args.get("value_columns_first") else [*named, *melted]
    return [*without(scope.sources[0].output.columns, gone), *ordered]


def _items(scope: Scope, item: Any) -> list[Column]:
    """The columns that one item of UNPIVOT's IN (…) names."""
    if type(item) in (exp.PivotAlias, exp.Alias, exp.Paren):
        item = item.this
    if type(item) is exp.Columns:
        return matching(scope, item)
    if type(item) is exp.Tuple:
        return [column for part in item.expressions for column in _items(scope, part)]
    if type(item) is exp.Column and type(item.this) is exp.Identifier:
        return [resolve(scope, item)]
    if type(item) is exp.Star:
        return list(scope.sources[0].output.columns)
    sink = Sink()
    read(scope, item, (), sink)
    return [sink.column(item.output_name)]
