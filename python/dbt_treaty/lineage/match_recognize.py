"""The columns of MATCH_RECOGNIZE."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import scan
from dbt_treaty.lineage.numbered import numbered
from dbt_treaty.lineage.output import Column, Output
from dbt_treaty.lineage.resolution import resolve
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.table_alias import alias_of, renamed

# Dialects in which ALL ROWS PER MATCH puts what it measures behind all columns of the table.
_MEASURES_LAST = frozenset({"snowflake"})


def matched(scope: Scope, source: Source, node: exp.MatchRecognize) -> Source:
    """What MATCH_RECOGNIZE makes of a table: what it partitions by and measures, or all and that.

    The variables of the pattern stand before columns of the table; what defines them chooses rows.
    """
    inner = Scope(scope.engine, scope.environment, scope.parent)
    inner.add(source)
    for column in node.find_all(exp.Column):
        if column.args.get("table") is not None and column.args.get("db") is None:
            inner.by_key.setdefault(column.args["table"].name.lower(), source)
    args = node.args
    for key in ("partition_by", "order"):
        scan(inner, args.get(key), inner.row)
    for definition in args.get("define") or ():
        scan(inner, definition.unalias(), inner.row)
    columns = numbered(scope.engine, _columns(inner, args))
    key, names = alias_of(node)
    output = renamed(Output(columns, inner.rows, inner.uses), names)
    return Source(key or source.key, output)


def _columns(scope: Scope, args: dict[str, Any]) -> list[Column]:
    partition = [_named(scope, term) for term in args.get("partition_by") or ()]
    measures = [_measure(scope, measure) for measure in args.get("measures") or ()]
    if not (args.get("rows") is not None and args["rows"].name.upper().startswith("ALL ROWS")):
        return [*partition, *measures]
    everything = scope.sources[0].output.columns
    if scope.engine.dialect.name in _MEASURES_LAST:
        return [*everything, *measures]
    order = args.get("order")
    ordered = [_named(scope, t.args["this"]) for t in (order.expressions if order else ())]
    first = list({column.key: column for column in (*partition, *ordered)}.values())
    taken = {column.key for column in first}
    rest = [
        column if column.open is None else column.open.without(taken).star()
        for column in everything
        if column.open is not None or column.key not in taken
    ]
    return [*first, *measures, *rest]


def _named(scope: Scope, term: Any) -> Column:
    if type(term) is exp.Column and type(term.args["this"]) is exp.Identifier:
        return resolve(scope, term)
    return scope.engine.expression(scope, term, "")


def _measure(scope: Scope, measure: Any) -> Column:
    value = measure.args["this"] if type(measure) is exp.MatchRecognizeMeasure else measure
    return scope.engine.expression(scope, value.unalias(), value.alias_or_name)
