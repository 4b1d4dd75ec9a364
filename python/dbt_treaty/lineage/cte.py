"""Reads WITH: each common table expression in turn, recursive ones until nothing new comes."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine, Environment
from dbt_treaty.lineage.output import Column, Output, Way
from dbt_treaty.lineage.relations import kept_name
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.set_operation import united
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.table_alias import alias_of, renamed

ROUNDS = 64


def with_ctes(
    engine: Engine, node: exp.With, environment: Environment, parent: Scope | None
) -> Environment:
    """What is in sight behind a WITH: ``environment`` and the tables it names."""
    environment = dict(environment)
    recursive = bool(node.args.get("recursive")) or engine.dialect.implicit_recursion
    ctes = node.args.get("expressions") or []
    if node.args.get("recursive"):
        ctes = read_order_of(ctes)
    for cte in ctes:
        key, names = alias_of(cte)
        body = cte.args["this"]
        if cte.args.get("scalar"):
            environment[key] = body
        elif recursive and _names_itself(body, key):
            environment[key] = _recursive(engine, body, environment, parent, (key, names))
        else:
            environment[key] = renamed(engine.query(engine, body, environment, parent), names)
        _call_by_name(engine, environment[key], cte)
    if ctes and (node.args.get("search") or node.args.get("cycle")):
        environment[key] = _searched(environment[key], node)
    return environment


def _searched(output: Output, node: exp.With) -> Output:
    """What SEARCH and CYCLE behind a recursive CTE add: they hold the columns that they name."""
    columns = list(output.columns)
    for key, transform in (("search", "search"), ("cycle", "cycle")):
        clause = node.args.get(key)
        if clause is None:
            continue
        sink = Sink()
        named = clause.args["this"]
        for name in named if isinstance(named, list) else [named]:
            column = output.index.get(name.name.lower())
            if column is not None:
                sink.read(column, (transform,))
        made = [clause.args.get("expression"), clause.args.get("using")]
        columns.extend(sink.column(name.name) for name in made if isinstance(name, exp.Expr))
    return Output(columns, output.rows, [output])


def _call_by_name(engine: Engine, output: Any, cte: exp.Expr) -> None:
    """Where case counts, ``"Users"`` is not what ``users`` means."""
    fold = engine.dialect.fold
    if fold == "insensitive" or type(output) is not Output:
        return
    name = cte.args["alias"].this
    if type(name) is exp.Identifier:
        output.called = kept_name(name.name, bool(name.args.get("quoted")), fold)


def _arms(body: Any) -> list[Any]:
    """The queries that a run of set operations, in brackets or not, puts together."""
    while type(body) in (exp.Subquery, exp.Paren):
        body = body.args["this"]
    if not isinstance(body, exp.SetOperation):
        return [body]
    return [*_arms(body.args["this"]), *_arms(body.args["expression"])]


def _names(body: Any, key: str) -> bool:
    tables = body.find_all(exp.Table) if isinstance(body, exp.Expr) else ()
    return any(table.name.lower() == key and not table.args.get("db") for table in tables)


def _names_itself(body: Any, key: str) -> bool:
    return isinstance(body.unnest(), exp.SetOperation) and _names(body, key)


def read_order_of(ctes: list[exp.Expr]) -> list[exp.Expr]:
    """The CTEs of a WITH RECURSIVE, in which one may name another that comes behind it."""
    keys = {alias_of(cte)[0]: cte for cte in ctes}
    needs = {
        key: [other for other in keys if other != key and _names(cte.args["this"], other)]
        for key, cte in keys.items()
    }
    ordered: list[exp.Expr] = []
    visited: set[str] = set()
    pending = [(key, False) for key in reversed(keys)]
    while pending:
        key, ready = pending.pop()
        if ready:
            ordered.append(keys[key])
        elif key not in visited:
            visited.add(key)
            pending.append((key, True))
            pending.extend((other, False) for other in needs[key] if other not in visited)
    return ordered if len(ordered) == len(ctes) else ctes


def _recursive(
    engine: Engine,
    body: Any,
    environment: Environment,
    parent: Scope | None,
    alias: tuple[str, list[Column]],
) -> Output:
    """The fixpoint of a recursive CTE.

    Each round reads it with what the rounds before gave, the first with the arms that do not name
    it. A way that a known one (same parent, a subset of its transforms) outdoes in danger is not
    new, so the rounds end.
    """
    key, names = alias
    known = _without_shapes(_anchor(engine, body, environment, parent, alias))
    for _ in range(ROUNDS):
        grown = renamed(engine.query(engine, body, environment | {key: known}, parent), names)
        merged = _grown(known, grown)
        if merged is None:
            return Output(known.columns, None, [grown])
        known = Output(merged, None, [grown])
    for column in known.columns:
        column.reason = column.reason or "recursion"
        column.suspects = tuple(dict.fromkeys((*column.suspects, *known.relations())))
    return known


def _anchor(
    engine: Engine,
    body: Any,
    environment: Environment,
    parent: Scope | None,
    alias: tuple[str, list[Column]],
) -> Output:
    """What the arms of a recursive CTE give that do not name it; the first gives the names."""
    key, names = alias
    operation = body.unnest()
    if operation.args.get("with_") is not None:
        environment = with_ctes(engine, operation.args["with_"], environment, parent)
    arms = _arms(operation)
    anchors = [arm for arm in arms if not _names(arm, key)] or arms[:1]
    output = engine.query(engine, anchors[0], environment, parent)
    for arm in anchors[1:]:
        output = united(engine, operation, output, engine.query(engine, arm, environment, parent))
    return renamed(output, names)


def _without_shapes(output: Output) -> Output:
    """The fields of a struct are not followed through a recursion."""
    columns = [column.named(column.name) if column.shape else column for column in output.columns]
    for column in columns:
        column.shape = None if column.shape else column.shape
    return Output(columns, output.rows, [output])


def _grown(known: Output, grown: Output) -> list[Column] | None:
    """The known columns with the ways that are new in ``grown``; None where none is."""
    columns: list[Column] = []
    changed = False
    for old, new in zip(known.columns, grown.columns, strict=False):
        sets = [(way[:3], frozenset(way[3])) for way in old.ways]
        fresh: list[Way] = []
        for way in sorted(new.ways, key=lambda w: len(w[3])):
            names = frozenset(way[3])
            if not any(way[:3] == parent and done <= names for parent, done in sets):
                fresh.append(way)
                sets.append((way[:3], names))
        doubt = new.reason is not None and old.reason is None
        doubt = doubt or not set(new.suspects) <= set(old.suspects)
        if not fresh and not doubt:
            columns.append(old)
            continue
        changed = True
        column = Column(old.name, old.ways + tuple(fresh), new.type, old.reason or new.reason)
        column.suspects = tuple(dict.fromkeys(old.suspects + new.suspects))
        column.open = old.open
        columns.append(column)
    return columns if changed else None
