"""A file's bytes as text that is safe to parse, to show and to write out again."""

from __future__ import annotations

import re
import unicodedata

from dbt_treaty.errors import Place, Problem, TreatyError

# What YAML calls printable, less the line separators that editors and parsers count differently
# (NEL, U+2028, U+2029), the byte order mark, and the marks that reorder text on the screen.
UNPRINTABLE = re.compile(
    r"[^\t\n\r\x20-\x7E\xA0-\u2027\u202F-\u2065\u206A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD"
    r"\U00010000-\U0010FFFF]"
)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def decode(raw: bytes, path: str) -> str:
    """UTF-8 bytes as text, without a byte order mark at their beginning.

    Raises:
        TreatyError: the bytes are not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(split_lines(raw[: error.start].decode("utf-8", "replace")))
        what = f"not UTF-8 text: the byte 0x{raw[error.start]:02x} fits no character"
        problem = Problem(Place(path, line), what, "save the file with the encoding UTF-8")
        raise TreatyError(problem) from None


def check_printable(text: str, path: str) -> None:
    """Refuses control characters, each kind where it first stands.

    Raises:
        TreatyError: with every kind of character that may not stand in a document.
    """
    first: dict[str, int] = {}
    for found in UNPRINTABLE.finditer(text):
        first.setdefault(found.group(), found.start())
    if first:
        raise TreatyError([_refusal(text, offset, path) for offset in first.values()])


def _refusal(text: str, offset: int, path: str) -> Problem:
    before = split_lines(text[:offset])
    place = Place(path, len(before), len(before[-1]) + 1)
    return Problem(place, f"{name_character(text[offset])} stands in the file", "remove it")


def name_character(character: str) -> str:
    """A character nobody can see, in words."""
    name = unicodedata.name(character, "a control character")
    return f"U+{ord(character):04X} ({name.lower()})"


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends, counted as editors do; at least one."""
    return _LINE_BREAK.split(text)
