"""Numbers and lists in a sentence."""

from __future__ import annotations

from collections.abc import Collection


def counted(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Collection[str | None]) -> str:
    """The names in their order, a set's by the alphabet; what has none is ``no owner``."""
    words = [name or "no owner" for name in names]
    return ", ".join(sorted(words) if isinstance(names, (set, frozenset)) else words)
