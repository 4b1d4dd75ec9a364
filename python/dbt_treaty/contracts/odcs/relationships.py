"""Relationships of an ODCS document as the columns that columns refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.contracts.odcs.words import column_name, entries, table_name
from dbt_treaty.documents.document import DataPath

_Reference = tuple[str, str, DataPath]
_QUALIFIED = re.compile(r"/?schema/([^/]+)/properties/([^/]+)")


def references_of(
    data: Mapping[str, Any], said: Mapping[str, Any], path: DataPath
) -> Iterator[_Reference]:
    """Column, ``table.column`` it refers to and place, for each foreign key of one column.

    The first of a column counts, and its own come before the object's. A key of several columns,
    a nested property and another document have no word in a contract: they are only kept.
    """
    index = _index(data)
    found: dict[str, _Reference] = {}
    for where, column, to in _pairs(index, said, path):
        target = _parts(index, _single(to))
        if target is not None:
            found.setdefault(column, (column, ".".join(target), where))
    yield from found.values()


@dataclass(frozen=True, slots=True)
class _Index:
    """Tables and columns of a document: by the names of both, and by their ids or names."""

    named: Mapping[tuple[str, str], tuple[str, str]]
    qualified: Mapping[tuple[str, str], tuple[str, str]]


def _index(data: Mapping[str, Any]) -> _Index:
    named: dict[tuple[str, str], tuple[str, str]] = {}
    qualified: dict[tuple[str, str], tuple[str, str]] = {}
    for _, item in entries(data.get("schema"), (), "name"):
        for _, inner in entries(item.get("properties"), (), "name"):
            target = (table_name(item), column_name(inner))
            named.setdefault((item["name"], inner["name"]), target)
            for pair in product(_words(item), _words(inner)):
                qualified.setdefault(pair, target)
    return _Index(named, qualified)


def _words(said: Mapping[str, Any]) -> list[str]:
    return [said[key] for key in ("id", "name") if key in said]


def _pairs(
    index: _Index, said: Mapping[str, Any], path: DataPath
) -> Iterator[tuple[DataPath, str, Any]]:
    for at, item in entries(said.get("properties"), (*path, "properties"), "name"):
        for where, relation in entries(item.get("relationships"), (*at, "relationships"), "to"):
            if relation.get("type", "foreignKey") == "foreignKey":
                yield (*where, "to"), column_name(item), relation["to"]
    for where, relation in entries(said.get("relationships"), (*path, "relationships"), "to"):
        source = _parts(index, _single(relation.get("from")))
        if relation.get("type", "foreignKey") != "foreignKey" or source is None:
            continue
        if source[0] == table_name(said):
            yield (*where, "to"), source[1], relation["to"]


def _single(said: Any) -> Any:
    return said[0] if isinstance(said, list) and len(said) == 1 else said


def _parts(index: _Index, said: Any) -> tuple[str, str] | None:
    """Table and column of ``orders.id`` or ``schema/<id>/properties/<id>``."""
    if not isinstance(said, str):
        return None
    found = _QUALIFIED.fullmatch(said)
    if found:
        return index.qualified.get((found[1], found[2]))
    table, _, column = said.partition(".")
    named = is_identifier(table) and is_identifier(column)
    return index.named.get((table, column), (table, column) if named else None)
