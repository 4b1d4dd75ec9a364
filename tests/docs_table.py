"""Markdown tables for the generated parts of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with one line for each row; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def prose(text: str) -> str:
    """A text as a cell: what Markdown or HTML would take for markup is escaped."""
    for character, escaped in (("\\", "\\\\"), ("|", "\\|"), ("*", "\\*"), ("<", "&lt;")):
        text = text.replace(character, escaped)
    return text


def code(text: str) -> str:
    """A text as code in a cell."""
    return f"`{text}`".replace("|", "\\|")
