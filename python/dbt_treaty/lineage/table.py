"""Reads a table's name: a CTE, a relation, an array of a table to the left, or none of them."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.model import TableRead
from dbt_treaty.lineage.output import Open, Output
from dbt_treaty.lineage.relations import kept_name
from dbt_treaty.lineage.resolution import known_column, qualified
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.table_alias import alias_of, renamed
from dbt_treaty.lineage.value_table import elements

# Dialects in which a FROM may name an array of a table to the left.
_NAMING_ARRAYS = frozenset({"", "bigquery", "redshift"})


def read_table(scope: Scope, node: exp.Table) -> Source:
    """The source that a table's name brings in sight, and the read it is."""
    key, names = alias_of(node)
    args = node.args
    if type(args["this"]) is exp.Identifier and args.get("db") is None:
        named = _expression_named(scope, args["this"])
        if named is not None:
            return Source(key or args["this"].args["this"].lower(), renamed(named, names))
    parts = _parts(node)
    if not parts:
        scope.engine.reads["identifier", 0, -1] = TableRead("identifier", None, 0)
        return Source(key, renamed(Output([Open(None, "dynamic SQL").star()]), names))
    name = parts[-1][0].lower()
    engine = scope.engine
    entry = engine.relations.resolve(parts, engine.dialect.fold)
    nested = engine.dialect.name in _NAMING_ARRAYS and len(parts) > 1
    if entry is None and nested and _is_in_sight(scope, parts[0][0].lower()):
        return Source("", _array(scope, parts, key or (names[0].name if names else name)))
    text, line, start = _text(scope, node, parts)
    identifier = None if entry is None else entry.relation.id
    engine.reads[text, line, start] = TableRead(text, identifier, line)
    if entry is not None:
        output = _unplaced(entry.output)
        above = [part for part in (entry.relation.database, entry.relation.schema) if part]
    else:
        output = Output([Open(None, f"unknown relation {text}").star()])
        above = [part for part, _ in parts[:-1]]
    path = () if key else tuple([part.lower() for part in above])
    return Source(key or name, renamed(output, names), path)


def _expression_named(scope: Scope, name: exp.Identifier) -> Output | None:
    """The common table expression that a name without a schema means."""
    text = name.args["this"]
    found = scope.environment.get(text.lower())
    if type(found) is not Output or found.called is None:
        return found if type(found) is Output else None
    kept = kept_name(text, bool(name.args.get("quoted")), scope.engine.dialect.fold)
    return found if found.called == kept else None


def _unplaced(output: Output) -> Output:
    """A relation of which some columns are known: where they stand among the others is not."""
    if len(output.columns) < 2 or output.columns[-1].open is None:
        return output
    return Output([output.columns[-1], *output.columns[:-1]])


def _parts(node: exp.Table) -> list[tuple[str, bool]]:
    """The parts of a name, outermost first: text, whether quoted. A gap (``db..t``) is empty."""
    args = node.args
    last = args["this"]
    parts = [args[key] for key in ("catalog", "db") if args.get(key) is not None]
    if not parts and type(last) is exp.Identifier:
        return [(last.args["this"], bool(last.args.get("quoted")))]
    if type(last) is exp.DynamicIdentifier:
        return [(text, False) for text in last.this.name.split(".")] if last.this.is_string else []
    tail: list[Any] = []
    while type(last) is exp.Dot:
        tail.insert(0, last.args["expression"])
        last = last.args["this"]
    named = [*parts, last, *tail]
    return [
        (part, False) if isinstance(part, str) else (part.name, bool(part.args.get("quoted")))
        for part in named
    ]


def _text(scope: Scope, node: exp.Table, parts: list[tuple[str, bool]]) -> tuple[str, int, int]:
    """A name as the query has it, its line, and where it starts."""
    last = node.args["this"]
    identifiers = [last] if type(last) is exp.Identifier else last.find_all(exp.Identifier)
    named = [node.args.get("catalog"), node.args.get("db"), *identifiers]
    metas = [i._meta for i in named if isinstance(i, exp.Expr) and i._meta]
    # The parser makes one name of the parts of BigQuery's INFORMATION_SCHEMA and places half of it.
    placed = [m for m in metas if None not in (m.get("start"), m.get("end"), m.get("line"))]
    if placed:
        start = min([meta["start"] for meta in placed])
        text = scope.engine.sql[start : max([meta["end"] for meta in placed]) + 1]
        if "\n" not in text:
            return text, placed[-1]["line"], start
    plain = ".".join([part for part, _ in parts])
    return (plain, placed[-1]["line"], start) if placed else (plain, 0, -1)


def _is_in_sight(scope: Scope, key: str) -> bool:
    return key in scope.by_key or known_column(scope, key) is not None


def _array(scope: Scope, parts: list[tuple[str, bool]], alias: str) -> Output:
    """``FROM t, t.items AS i, i.parts AS p``: the elements of an array of what is to the left."""
    column = qualified(scope, [part for part, _ in parts])
    scope.row.read(column, None)
    if scope.engine.dialect.name == "redshift":
        return Output([column.passing("unnest").named(alias)])
    return Output(elements(scope.engine, column, None, alias)[0])
