"""A Rego text as its words: enough to see what it asks, without a grammar of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(
    r"(?P<space>[ \t\r\n]+|\#[^\n]*)"
    r'|(?P<text>"(?:[^"\\\n]|\\.)*"|`[^`]*`)'
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<mark>:=|==|!=|<=|>=|.)",
    re.DOTALL,
)
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its kind (name, text, number or mark), where it begins, and how deep in brackets.

    An opening bracket and the closing one that fits it are of one depth, what is between them is
    deeper.
    """

    kind: str
    text: str
    start: int
    line: int
    depth: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def value(self) -> str:
        """What a text says, without its quotes; escapes are left as they are written."""
        return self.text[1:-1]


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a Rego text, without its comments."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    line, depth = 1, 0
    for found in _WORD.finditer(text):
        word, kind = found[0], found.lastgroup or "mark"
        if kind != "space":
            depth -= kind == "mark" and word in _CLOSING
            yield Token(kind, word, found.start(), line, depth)
            depth += kind == "mark" and word in _OPENING
        line += word.count("\n")


def path_at(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The path that begins with the name at this place: ``data.lib["x"]`` is data, lib, x."""
    return path_and_end(tokens, at)[0]


def path_and_end(tokens: Sequence[Token], at: int) -> tuple[tuple[str, ...], int]:
    """The path that begins at this place, and the place of the first word after it."""
    parts = [tokens[at].text]
    at += 1
    while at + 1 < len(tokens):
        here, following = tokens[at], tokens[at + 1]
        if here.text == "." and following.kind == "name":
            parts.append(following.text)
            at += 2
        elif here.text == "[" and following.kind == "text" and _is(tokens, at + 2, "]"):
            parts.append(following.value)
            at += 3
        else:
            break
    return tuple(parts), at


def closing(tokens: Sequence[Token], at: int) -> int:
    """The place of the bracket that closes the one at this place; the last word without one."""
    depth = tokens[at].depth
    for place in range(at + 1, len(tokens)):
        if tokens[place].depth <= depth and tokens[place].kind == "mark":
            return place
    return len(tokens) - 1


def _is(tokens: Sequence[Token], at: int, mark: str) -> bool:
    return at < len(tokens) and tokens[at].kind == "mark" and tokens[at].text == mark
