"""Rows of a small table for a terminal or a log."""

from __future__ import annotations

from collections.abc import Sequence

from dbt_treaty.reporters.line import printable


def columns(rows: Sequence[Sequence[str]], *, indent: int = 0) -> str:
    """The rows, a line each: the first column to the left, numbers to the right.

    Args:
        rows: as many texts in each; the first row is the head.
        indent: spaces before each line.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    lines = []
    for first, *others in cells:
        right = (each.rjust(width) for each, width in zip(others, widths[1:], strict=True))
        lines.append(" " * indent + "  ".join((first.ljust(widths[0]), *right)))
    return "".join(f"{line.rstrip()}\n" for line in lines)
