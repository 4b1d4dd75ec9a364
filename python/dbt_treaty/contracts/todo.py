"""Texts that say that somebody still has to write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_WORD = re.compile(r"\b(?:TODO|TBD|FIXME)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\s*<[^<>]*>\s*")
_SQL_LITERAL = re.compile(r"'(?:[^']|'')*'")
# What these hold is data, a name or a place, in which such a word may be meant: a status can be
# `todo`, and so can a file's name.
_DATA = ("accepted_values", "default", "min", "max", "pattern", "values", "query", "kept")
_NAMES = ("name", "shown_as", "table", "domain", "type", "version", "missing", "place", "format")
# What a view is made from is the product's, where it is read as well.
_NOT_PROSE = frozenset((*_DATA, *_NAMES, "view_of"))
_SQL = (".sql", ".where")


def is_todo(text: str) -> bool:
    """Whether a text holds TODO, TBD or FIXME as a word, or is nothing but a ``<placeholder>``."""
    return bool(_WORD.search(text) or _PLACEHOLDER.fullmatch(text))


def find_todos(plain: Mapping[str, Any]) -> tuple[str, ...]:
    """The paths of such texts in a contract's plain form, in its order.

    A column's path begins ``schema.<name>``, a row rule's ``quality.row_rules[<index>]``.
    """
    return tuple(_walk(plain, ""))


def _walk(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str):
        text = _SQL_LITERAL.sub("", value) if path.endswith(_SQL) else value
        if is_todo(text):
            yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NOT_PROSE or path == "semantics":
                yield from _walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, (list, tuple)):
        for at, inner in enumerate(value):
            yield from _walk(inner, _item_path(path, at, inner))


def _item_path(path: str, at: int, item: Any) -> str:
    if path == "columns":
        return f"schema.{item['name']}"
    return f"quality.row_rules[{at}]" if path == "row_rules" else f"{path}[{at}]"
