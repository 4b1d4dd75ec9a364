"""What sqlglot's own ``lineage()`` says of each output column of a query."""

from __future__ import annotations

import sqlglot.errors
from sqlglot import exp
from sqlglot.lineage import Node, lineage

from dbt_treaty.lineage.dialect import Dialect
from dbt_treaty.lineage.model import Relation

Parents = frozenset[tuple[str, str]]


def sqlglot_parents(sql: str, dialect: Dialect, relations: list[Relation]) -> dict[str, Parents]:
    """The parents (table, column; lower case) of each output column by lower-case name.

    Raises sqlglot.errors.SqlglotError, and whatever else it lets through, where it gives up.
    """
    statements = [s for s in dialect.grammar.parse(sql) if s and not isinstance(s, exp.Semicolon)]
    if len(statements) != 1:
        raise sqlglot.errors.SqlglotError("no single statement")
    schema: dict[str, object] = {}
    depth = max(len(_parts(relation)) for relation in relations)
    for relation in relations:
        columns = {name: type_ or "text" for name, type_ in (relation.columns or {}).items()}
        parts = [*["main"] * (depth - len(_parts(relation))), *_parts(relation)]
        level = schema
        for part in parts[:-1]:
            level = level.setdefault(part, {})  # type: ignore[assignment]
        level[parts[-1]] = columns
    found = lineage(None, statements[0], schema, dialect=dialect.grammar)
    return {name.lower(): _leaves(node) for name, node in found.items()}


def _parts(relation: Relation) -> list[str]:
    return [part for part in (relation.database, relation.schema, relation.name) if part]


def _leaves(node: Node) -> Parents:
    return frozenset(
        (inner.source.name.lower(), inner.name.rpartition(".")[2].strip('"`[]').lower())
        for inner in node.walk()
        if not inner.downstream and isinstance(inner.source, exp.Table)
    )
