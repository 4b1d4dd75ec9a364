"""Values of a decoded artifact as the type they should have.

What is of another type counts as absent: dbt's engines write null, an empty value or nothing at
all for the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_NO_TEXTS: frozenset[str] = frozenset()


def as_mapping(value: object) -> Mapping[str, Any]:
    """The mapping, or an empty one."""
    # A plain dictionary is told much sooner than any other mapping.
    return value if isinstance(value, (dict, Mapping)) else {}


def as_items(value: object) -> tuple[Any, ...]:
    """The list's items, or none."""
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def as_text(value: object) -> str | None:
    """The value as text; None for null and the empty text."""
    return None if value is None or value == "" else str(value)


def as_texts(value: object) -> frozenset[str]:
    """A list of texts, or one text alone, as a set."""
    if not value:
        return _NO_TEXTS
    items = (value,) if isinstance(value, str) else as_items(value)
    return frozenset(str(each) for each in items if each)


def as_code(value: object) -> str | None:
    """Source text; None where there is none or nothing but white space."""
    return value if isinstance(value, str) and value and not value.isspace() else None


def as_whole_number(value: object) -> int:
    """The whole number, or 0."""
    return value if isinstance(value, int) else 0


def merged(mappings: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One mapping of all; a later one wins."""
    result: dict[str, Any] = {}
    for mapping in mappings:
        result.update(mapping)
    return result
