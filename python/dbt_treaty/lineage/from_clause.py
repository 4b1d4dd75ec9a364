"""Brings the tables of a FROM in sight: tables, subqueries, laterals, joins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import scan
from dbt_treaty.lineage.dotted import schema_prefix
from dbt_treaty.lineage.element_source import indexed, object_as_rows, rows_from, value_table
from dbt_treaty.lineage.inline_table import values_output
from dbt_treaty.lineage.join import apply_join
from dbt_treaty.lineage.match_recognize import matched
from dbt_treaty.lineage.numbered import numbered
from dbt_treaty.lineage.output import Column, Open, Output
from dbt_treaty.lineage.pivot import pivoted
from dbt_treaty.lineage.place import start_of
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.star import expand
from dbt_treaty.lineage.table import read_table
from dbt_treaty.lineage.table_alias import alias_of, renamed
from dbt_treaty.lineage.table_function import function_output

_NAMES = frozenset({exp.Identifier, exp.Dot, exp.Var, exp.DynamicIdentifier})

FromReader = Callable[[Scope, Any], None]


def read_from(scope: Scope, args: dict[str, Any]) -> None:
    """The FROM, JOINs and LATERAL VIEWs among a select's ``args``."""
    from_ = args.get("from_")
    if from_ is not None:
        bring(scope, from_.args["this"])
    match = args.get("match")
    if match is None:
        _hang_on(scope, args)
        return
    joins = args.get("joins") or []
    before = [join for join in joins if start_of(join) < start_of(match)]
    _hang_on(scope, {"joins": before})
    source = scope.sources[-1]
    scope.hide([source])
    scope.add(matched(scope, source, match))
    _hang_on(scope, args | {"joins": joins[len(before) :]})


def _hang_on(scope: Scope, args: dict[str, Any]) -> None:
    """Joins and LATERAL VIEWs, in the order they are written in."""
    joins, laterals = args.get("joins"), args.get("laterals")
    both = sorted([*joins, *laterals], key=start_of) if joins and laterals else joins or laterals
    for node in both or ():
        if type(node) is exp.Join:
            _join(scope, node)
        else:
            bring(scope, node)


def bring(scope: Scope, node: Any) -> None:
    """Bring one item of a FROM in sight, with the joins that hang on it."""
    _READERS.get(type(node), _function)(scope, node)
    _hang_on(scope, node.args)


def _join(scope: Scope, join: exp.Join) -> None:
    before = list(scope.sources)
    scope.engine.joins.append(join)
    if join.args.get("kind") == "ARRAY":
        _array_join(scope, join)
        return
    bring(scope, join.args["this"])
    apply_join(scope, join, before, scope.sources[len(before) :])
    for pivot in join.args.get("pivots") or ():
        _pivot_all(scope, pivot)


def _pivot_all(scope: Scope, pivot: exp.Pivot) -> None:
    """A PIVOT behind a join's condition turns the whole join."""
    everything = Source("", Output(numbered(scope.engine, expand(scope, exp.Star()))))
    made = Source(alias_of(pivot)[0], pivoted(scope, everything, pivot))
    scope.hide(scope.named)
    scope.merged = {}
    scope.add(made)


def _array_join(scope: Scope, join: exp.Join) -> None:
    """ClickHouse's ARRAY JOIN puts an array's elements in the array's place, or beside it."""
    for node in (join.args["this"], *(join.args.get("expressions") or ())):
        column = scope.engine.expression(scope, node.unalias(), node.alias_or_name)
        scope.row.read(column, None)
        scope.merged[column.key] = column.passing("array_join")


def _table(scope: Scope, node: exp.Table) -> None:
    if type(node.args.get("this")) in _NAMES:
        source = read_table(scope, node)
    elif node.args.get("rows_from"):
        source = rows_from(scope, node)
    else:
        alias = alias_of(node)
        above = [part.name for part in (node.args.get("catalog"), node.args.get("db")) if part]
        ordinality = bool(node.args.get("ordinality"))
        schema = schema_prefix(above)
        output = function_output(scope, node.args.get("this"), alias, ordinality, schema)
        source = Source(alias[0], output)
    _add(scope, source, node)


def _add(scope: Scope, source: Source, node: exp.Expr) -> None:
    for pivot in node.args.get("pivots") or ():
        source = Source(
            alias_of(pivot)[0] or source.key, pivoted(scope, source, pivot), source.path
        )
    scope.add(source)


def _subquery(scope: Scope, node: exp.Subquery) -> None:
    key, names = alias_of(node)
    this = node.args["this"]
    if type(this) is exp.Table or (type(this) is exp.Subquery and _holds_tables(this)):
        _parenthesised(scope, node, key, names)
        return
    engine = scope.engine
    # DuckDB lets any subquery of a FROM see the tables left of it; elsewhere that takes LATERAL.
    parent = scope if engine.dialect.name == "duckdb" else scope.parent
    output = engine.query(engine, node, scope.environment, parent)
    _add(scope, Source(key, renamed(output, names)), node)


def _holds_tables(node: exp.Subquery) -> bool:
    """Whether brackets in brackets are a join's, and not a query's."""
    inner = node.args["this"]
    hung = any(node.args.get(key) for key in ("alias", "joins", "laterals", "pivots"))
    deeper = type(inner) is exp.Subquery and _holds_tables(inner)
    return hung or deeper or type(inner) is exp.Table


def _parenthesised(scope: Scope, node: exp.Subquery, key: str, names: list[Column]) -> None:
    """``(a JOIN b ON …)``: its tables stay in sight by name, unless it has an alias itself."""
    inner = Scope(scope.engine, scope.environment, scope.parent)
    bring(inner, node.args["this"])
    scope.row.ways.update(inner.rows)
    if key or node.args.get("pivots"):
        columns = numbered(scope.engine, expand(inner, exp.Star()))
        _add(scope, Source(key, renamed(Output(columns, None, inner.uses), names)), node)
        return
    for source in inner.named:
        scope.add(source, by_name_only=bool(inner.merged))
    scope.uses.extend(inner.uses)
    if inner.merged:
        scope.add(Source("", Output(expand(inner, exp.Star()))))


def _lateral(scope: Scope, node: exp.Lateral) -> None:
    this = node.args["this"]
    key, names = alias_of(node)
    if isinstance(this, (exp.Query, exp.Values)):
        engine = scope.engine
        output = renamed(engine.query(engine, this, scope.environment, scope), names)
    else:
        output = function_output(scope, this, (key, names), bool(node.args.get("ordinality")))
    source = Source(key, output)
    _add(scope, source, node)
    if key == "_flattened":  # the name sqlglot gives Snowflake's FLATTEN without an alias
        scope.by_key.setdefault("flatten", source)


def _unnest(scope: Scope, node: exp.Unnest) -> None:
    key, names = alias_of(node)
    offset = node.args.get("offset")
    if scope.engine.dialect.name == "bigquery" and len(node.expressions) == 1:
        key, output = value_table(scope, node, key or (names[0].name if names else ""))
    else:
        output = function_output(scope, node, (key, names), False)
    if offset:
        name = offset.name if isinstance(offset, exp.Expr) else ""
        output = Output([*output.columns, Column(name or "offset")])
    _add(scope, Source(key, output), node)


def _values(scope: Scope, node: exp.Values) -> None:
    key, names = alias_of(node)
    _add(scope, Source(key, renamed(values_output(scope, node), names)), node)


def _rows(scope: Scope, node: exp.TableFromRows) -> None:
    """``TABLE(function(…))``."""
    alias = alias_of(node)
    output = function_output(scope, node.args["this"], alias, False)
    _add(scope, Source(alias[0], output), node)


def _wrapped(scope: Scope, node: exp.Expr) -> None:
    bring(scope, node.args["this"])


def _pivot_statement(scope: Scope, node: exp.Pivot) -> None:
    if type(node.args["this"]) is exp.AtIndex:
        scope.add(object_as_rows(scope, node))
        return
    inner = Scope(scope.engine, scope.environment, scope)
    bring(inner, node.args["this"])
    scope.uses.extend(inner.uses)
    scope.add(Source(alias_of(node)[0], pivoted(scope, inner.sources[0], node)))


def _function(scope: Scope, node: exp.Expr) -> None:
    """Anything else: a function called as a table, or what no rule here covers."""
    key, names = alias_of(node)
    if isinstance(node, exp.Func):
        scope.add(Source(key, function_output(scope, node, (key, names), False)))
        return
    scan(scope, list(node.args.values()), scope.row)
    inner = Scope(scope.engine, scope.environment, scope.parent)
    for table in node.find_all(exp.Table):
        bring(inner, table)
    suspects = dict.fromkeys(r for s in inner.sources for r in s.output.relations())
    reason = f"unsupported {type(node).__name__.lower()}"
    scope.add(Source(key, Output([Open(None, reason, tuple(suspects)).star()], None, inner.uses)))


_READERS: dict[type, FromReader] = {
    exp.AtIndex: lambda scope, node: scope.add(indexed(scope, node)),
    exp.Final: _wrapped,
    exp.Lateral: _lateral,
    exp.Pivot: _pivot_statement,
    exp.Subquery: _subquery,
    exp.Table: _table,
    exp.TableFromRows: _rows,
    exp.Unnest: _unnest,
    exp.Values: _values,
}
