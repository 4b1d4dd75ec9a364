"""One logical line of a text report: indented, styled, and wrapped by words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """Text with the spaces before it; ``label`` is its first word, in a style of its own.

    ``hang`` is how much further the lines after the first are indented. Names come from other
    people's files: what is not printable is shown as ``?``, so that no name moves the cursor.
    """

    text: str
    indent: int = 0
    style: str = ""
    hang: int = 0
    label: str = ""
    label_style: str = ""

    def wrap(self, width: int) -> Iterator[Text]:
        """The lines it takes; a word wider than the width is left whole, to be copied."""
        for at, words in enumerate(self._rows(width)):
            lead = self.indent + (self.hang if at else 0)
            row = Text((" " * lead + " ".join(words)).rstrip())
            start = lead
            if self.label and not at:
                start += len(self.label)
                row.stylize(self.label_style, lead, start)
            row.stylize(self.style, start)
            yield row

    def _rows(self, width: int) -> Iterator[list[str]]:
        row: list[str] = []
        used, room = 0, width - self.indent
        words = [self.label] if self.label else []
        words += _words(printable(self.text), room - self.hang)
        for word in words:
            wide = cell_len(word)
            if row and used + 1 + wide > room:
                yield row
                row, used, room = [], 0, width - self.indent - self.hang
            used += wide + (1 if row else 0)
            row.append(word)
        yield row


def render_lines(lines: Iterable[Line], *, width: int, color: bool) -> str:
    """The lines as text, each ended by a line break.

    Args:
        lines: what to write.
        width: columns to wrap at (40 at least); a longer word, such as a path, is left whole.
        color: whether to write ANSI colours.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=max(width, _NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in lines:
        for wrapped in line.wrap(console.width):
            console.print(wrapped, soft_wrap=True)
    return out.getvalue()


def _words(text: str, room: int) -> list[str]:
    """The words; code between backticks is one word, to be copied, as long as it fits a line."""
    words: list[str] = []
    parts = text.split()
    while parts:
        size = next((n for n in range(1, len(parts) + 1) if _is_closed(parts[:n])), 1)
        if cell_len(" ".join(parts[:size])) > room:
            size = 1
        words.append(" ".join(parts[:size]))
        parts = parts[size:]
    return words


def _is_closed(parts: list[str]) -> bool:
    return sum(part.count("`") for part in parts) % 2 == 0


def printable(text: str) -> str:
    """The text on one line, with ``?`` for every character that is no printable one."""
    spaced = " ".join(text.split())
    return "".join(character if character.isprintable() else "?" for character in spaced)
