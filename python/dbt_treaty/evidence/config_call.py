"""Where a model's own ``config()`` sets something."""

from __future__ import annotations

import re

_CALL = re.compile(r"\bconfig\s*\(")
_STRING = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)


def config_line(raw: str, key: str) -> int:
    """The line, from 1, where ``config()`` sets ``key``; 0 where no call to it does.

    Reads the text of a model as Jinja has it. A key in a nested mapping counts: it is near enough
    to the place where the reader has to look.
    """
    wanted = re.compile(rf"(?<![\w.]){re.escape(key)}\s*=(?!=)|['\"]{re.escape(key)}['\"]\s*:")
    for call in _CALL.finditer(raw):
        end = _closing(raw, call.end())
        found = wanted.search(raw, call.end(), end)
        if found:
            return raw.count("\n", 0, found.start()) + 1
    return 0


def _closing(raw: str, start: int) -> int:
    """The end of the call whose parenthesis opened just before ``start``."""
    depth, position = 1, start
    while position < len(raw):
        string = _STRING.match(raw, position)
        if string:
            position = string.end()
            continue
        depth += {"(": 1, ")": -1}.get(raw[position], 0)
        if depth == 0:
            return position
        position += 1
    return len(raw)
