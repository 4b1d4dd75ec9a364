"""A Rego text as regopy takes it, so that it means there what Open Policy Agent makes of it.

Four things are spelled anew, each in its line, so that errors keep their places:

- ``deny[msg] { … }``, a set in the old syntax, which regopy takes for an object of which every
  value is ``true`` (``x in deny`` would never hold), becomes ``deny contains msg if { … }``.
- ``time.now_ns()`` becomes the number: one clock judges deadlines, and the same day brings the
  same report.
- ``time.parse_rfc3339_ns(x)`` does not know the zone ``Z``: it gets ``+00:00``.
- ``%d`` shows the last 32 bits of a number; ``%v`` shows it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timezone

from dbt_treaty.authored.rego.source import Source
from dbt_treaty.authored.rego.tokens import Token, closing, path_at

_NOW = ("time", "now_ns")
_PARSE = ("time", "parse_rfc3339_ns")
_NUMBER = re.compile(r"(?<!%)((?:%%)*)%d")
_BILLION = 1_000_000_000
Edit = tuple[int, int, str]


def spell(source: Source, today: date) -> str:
    """The text of a source as regopy takes it; ``time.now_ns()`` is the day's first moment, UTC."""
    moment = datetime(today.year, today.month, today.day, tzinfo=timezone.utc)
    now = int(moment.timestamp()) * _BILLION
    text = source.file.text
    for start, end, written in sorted(_edits(source.tokens, now), reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _edits(tokens: tuple[Token, ...], now: int) -> Iterator[Edit]:
    for at, token in enumerate(tokens[:-3]):
        if token.kind != "name":
            continue
        if token.depth == 0 and tokens[at + 1].text == "[":
            yield from _set(tokens, at)
        if token.text == "sprintf" and tokens[at + 1].text == "(" and tokens[at + 2].kind == "text":
            form = tokens[at + 2]
            yield form.start, form.end, _NUMBER.sub(r"\1%v", form.text)
        is_field = at > 0 and tokens[at - 1].text == "."
        path = path_at(tokens, at) if token.text == "time" and not is_field else ()
        if path in (_NOW, _PARSE) and tokens[at + 3].text == "(":
            end = closing(tokens, at + 3)
            if path == _NOW and end == at + 4:
                yield token.start, tokens[end].end, str(now)
            elif path == _PARSE and end > at + 4:
                yield tokens[at + 3].end, tokens[at + 3].end, "replace("
                yield tokens[end].start, tokens[end].start, ', "Z", "+00:00")'


def _set(tokens: tuple[Token, ...], at: int) -> Iterator[Edit]:
    """The head of a set: a rule's name, what it holds in brackets, and then its body."""
    before = tokens[at - 1] if at else None
    starts = before is None or before.line < tokens[at].line or before.text == "}"
    opening, end = tokens[at + 1], closing(tokens, at + 1)
    has_body = end + 1 < len(tokens) and tokens[end + 1].text == "{"
    if starts and has_body:
        yield opening.start, opening.end, " contains "
        yield tokens[end].start, tokens[end].end, " if"
