"""Markdown tables for the generated parts of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with one line for each row; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def prose(text: str) -> str:
    """A text as a cell: what Markdown or HTML would take for markup is escaped, but not in code."""
    parts = text.split("`")
    for at in range(0, len(parts), 2):
        for character, escaped in (("\\", "\\\\"), ("*", "\\*"), ("<", "&lt;")):
            parts[at] = parts[at].replace(character, escaped)
    return "`".join(parts).replace("|", "\\|")


def code(text: str) -> str:
    """A text as code in a cell."""
    return f"`{text}`".replace("|", "\\|")
