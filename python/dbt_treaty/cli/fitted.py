"""Sentences for a person: wrapped by words on a terminal, whole lines in a log."""

from __future__ import annotations

import shutil
from typing import TextIO

from dbt_treaty.reporters.line import Line

_HANG = 4  # as far as a problem's help is indented
_WIDEST = 120  # longer lines are hard to read


def fitted(text: str, stream: TextIO) -> str:
    """The text as ``stream`` should show it.

    A terminal would cut words in two at its edge, so each line is wrapped there, its indentation
    kept. A log's lines stay whole: people search them.
    """
    if not stream.isatty():
        return text
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return "\n".join(row for line in text.split("\n") for row in _rows(line, width))


def _rows(line: str, width: int) -> list[str]:
    indent = len(line) - len(line.lstrip(" "))
    hang = 0 if indent else _HANG
    return list(Line(line.strip(), indent, hang=hang).wrap(width))
