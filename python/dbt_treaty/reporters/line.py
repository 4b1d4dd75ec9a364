"""One logical line of a text report: indented, styled, and wrapped by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

_NARROWEST = 40
_CODE = "`"
Painter = Callable[[str, str], str]


class Line(msgspec.Struct, frozen=True):
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

    def wrap(self, width: int) -> Iterator[str]:
        """The lines it takes; a word wider than the width is left whole, to be copied."""
        lead = " " * self.indent
        for row in self._rows(width):
            yield (lead + row).rstrip()
            lead = " " * (self.indent + self.hang)

    def painted(self, width: int, paint: Painter) -> Iterator[str]:
        """The same in colours. ``paint`` puts a text into a style."""
        lead, label = " " * self.indent, self.label
        for row in self.wrap(width):
            start = len(lead) + len(label)
            first = row[len(lead) : start]
            yield (
                row[: len(lead)]
                + (paint(first, self.label_style) if label else first)
                + paint(row[start:], self.style)
            )
            lead, label = " " * (self.indent + self.hang), ""

    def _rows(self, width: int) -> Iterator[str]:
        room, rest = width - self.indent, width - self.indent - self.hang
        text = printable(self.text)
        whole = f"{self.label} {text}" if self.label and text else self.label or text
        ascii_only = whole.isascii()
        # No character is wider than two columns.
        if len(whole) * (1 if ascii_only else 2) <= room:
            yield whole
            return
        wide = len if ascii_only else _cell_len()
        row: list[str] = []
        used = 0
        for word in [*([self.label] if self.label else ()), *_words(text, rest, wide)]:
            size = wide(word)
            if row and used + 1 + size > room:
                yield " ".join(row)
                row, used, room = [], 0, rest
            used += size + (1 if row else 0)
            row.append(word)
        yield " ".join(row)


def render_lines(lines: Iterable[Line], *, width: int, color: bool) -> str:
    """The lines as text, each ended by a line break.

    Args:
        lines: what to write.
        width: columns to wrap at (40 at least); a longer word, such as a path, is left whole.
        color: whether to write ANSI colours.
    """
    width = max(width, _NARROWEST)
    if color:
        paint = _painter()
        rows = [row for line in lines for row in line.painted(width, paint)]
    else:
        rows = [row for line in lines for row in line.wrap(width)]
    return "\n".join([*rows, ""])


def _painter() -> Painter:
    # Only a terminal needs colours, and few texts are not ASCII: rich takes long to import.
    from rich.color import ColorSystem  # noqa: PLC0415
    from rich.style import Style  # noqa: PLC0415

    def paint(text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    return paint


def _cell_len() -> Callable[[str], int]:
    from rich.cells import cell_len  # noqa: PLC0415 - see _painter

    return cell_len


def _words(text: str, room: int, wide: Callable[[str], int]) -> list[str]:
    """The words; code between backticks is one word, to be copied, as long as it fits a line."""
    parts = text.split()
    if _CODE not in text:
        return parts
    words = []
    at = 0
    while at < len(parts):
        word, end = parts[at], at + 1
        if word.count(_CODE) % 2:
            closed = _closing(parts, at)
            code = " ".join(parts[at:closed])
            if wide(code) <= room:
                word, end = code, closed
        words.append(word)
        at = end
    return words


def _closing(parts: list[str], at: int) -> int:
    """Where the code that a part opens ends, the part itself where it does not."""
    for end in range(at + 1, len(parts)):
        if parts[end].count(_CODE) % 2:
            return end + 1
    return at + 1


def printable(text: str) -> str:
    """The text on one line, with ``?`` for every character that is no printable one."""
    spaced = " ".join(text.split())
    if spaced.isprintable():
        return spaced
    return "".join(character if character.isprintable() else "?" for character in spaced)
