"""Reads WITH: each common table expression in turn, recursive ones until nothing new comes."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine, Environment
from dbt_treaty.lineage.output import Column, Output, Way
from dbt_treaty.lineage.relations import kept_name
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.set_operation import united
from dbt_treaty.lineage.table_alias import alias_of, renamed

ROUNDS = 64


def with_ctes(
    engine: Engine, node: exp.With, environment: Environment, parent: Scope | None
) -> Environment:
    """What is in sight behind a WITH: ``environment`` and the tables it names."""
    environment = dict(environment)
    recursive = bool(node.args.get("recursive")) or engine.dialect.implicit_recursion
    for cte in node.args.get("expressions") or ():
        key, names = alias_of(cte)
        body = cte.args["this"]
        if cte.args.get("scalar"):
            environment[key] = body
        elif recursive and _names_itself(body, key):
            environment[key] = _recursive(engine, body, environment, parent, (key, names))
        else:
            environment[key] = renamed(engine.query(engine, body, environment, parent), names)
        _call_by_name(engine, environment[key], cte)
    return environment


def _call_by_name(engine: Engine, output: Any, cte: exp.Expr) -> None:
    """Where case counts, ``"Users"`` is not what ``users`` means."""
    fold, name = engine.dialect.fold, cte.args["alias"].this
    if fold != "insensitive" and type(output) is Output and type(name) is exp.Identifier:
        output.called = kept_name(name.name, bool(name.args.get("quoted")), fold)


def _names_itself(body: Any, key: str) -> bool:
    if not isinstance(body, exp.SetOperation):
        return False
    tables = (table for table in body.args["expression"].find_all(exp.Table))
    return any(table.name.lower() == key and not table.args.get("db") for table in tables)


def _recursive(
    engine: Engine,
    body: exp.SetOperation,
    environment: Environment,
    parent: Scope | None,
    alias: tuple[str, list[Column]],
) -> Output:
    """The fixpoint of a recursive CTE.

    Each round reads the recursive arm with what the rounds before gave. A way that a known one
    (same parent, a subset of its transforms) outdoes in danger is not new, so the rounds end.
    """
    key, names = alias
    inner = environment
    if body.args.get("with_") is not None:
        inner = with_ctes(engine, body.args["with_"], environment, parent)
    anchor = engine.query(engine, body.args["this"], inner, parent)
    known = renamed(anchor, names)
    for _ in range(ROUNDS):
        arm = engine.query(engine, body.args["expression"], inner | {key: known}, parent)
        grown = renamed(united(engine, body, anchor, arm), names)
        merged = _grown(known, grown)
        if merged is None:
            return Output(known.columns, None, [grown])
        known = Output(merged, None, [grown])
    for column in known.columns:
        column.reason = column.reason or "recursion"
        column.suspects = tuple(dict.fromkeys((*column.suspects, *known.relations())))
    return known


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
