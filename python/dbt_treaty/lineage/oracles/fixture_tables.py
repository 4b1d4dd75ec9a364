"""The tables of a fixture's schema, with types that DuckDB can run its query on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dbt_treaty.lineage.fixtures_test import Pair, fixture_relations

_TYPES = {
    "items": "varchar[]",
    "arr": "varchar[]",
    "m": "map(varchar, integer)",
    "doc": "json",
    "active": "boolean",
    "s": "struct(city struct(zip integer), a varchar, b json)",
    "address": "struct(city varchar, zip integer)",
    "other": "struct(city varchar, zip integer)",
}
_TEXTS = frozenset({"email", "name", "note", "region", "kind", "tag", "tags", "x", "q", "mail"})
_SPELLED = {"int": "integer", "text": "varchar"}


def _likely(column: str) -> str:
    return _TYPES.get(column.lower(), "varchar" if column.lower() in _TEXTS else "integer")


# One rule after the other, until DuckDB takes the query.
_RULES: tuple[Callable[[str], str], ...] = (
    _likely,
    lambda column: _TYPES.get(column.lower(), "varchar"),
    lambda column: _TYPES.get(column.lower(), "integer"),
    lambda _: "varchar",
)


def identifiers(pair: Pair) -> dict[str, str]:
    """The relation's identifier of each table's full name."""
    return {_full_name(r.database, r.schema, r.name): r.id for r in fixture_relations(pair.schema)}


def typings(pair: Pair) -> Iterator[dict[str, dict[str, str]]]:
    """The tables, in one set of types after another.

    A relation whose columns are not known gets those that the fixture's edges name, and one more.
    """
    for rule in _RULES:
        tables = {}
        for relation in fixture_relations(pair.schema):
            columns = dict(relation.columns or {})
            if not relation.complete:
                columns |= dict.fromkeys(_named(pair, relation.id, set(columns)))
            tables[_full_name(relation.database, relation.schema, relation.name)] = {
                column: _spelled(type_) if type_ else rule(column)
                for column, type_ in columns.items()
            }
        yield tables


def _full_name(*parts: str | None) -> str:
    return ".".join(part for part in parts if part)


def _spelled(type_: str) -> str:
    return re.sub(r"\w+", lambda word: _SPELLED.get(word.group(), word.group()), type_)


def _named(pair: Pair, relation: str, known: set[str]) -> list[str]:
    text = "\n".join(pair.expected)
    found = [*re.findall(rf"\b{relation}\.(\w+)", text), "extra"]
    lower = {column.lower() for column in known}
    return [column for column in dict.fromkeys(found) if column.lower() not in lower]
