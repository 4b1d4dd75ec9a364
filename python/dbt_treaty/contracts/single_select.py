"""Whether a text is one SELECT and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+ | --[^\n]*(?:\n|\Z) | /\*.*?\*/)
  | (?P<text>'(?:[^'\\]|'')*' | "(?:[^"\\]|"")*" | `[^`]*` | \$\$.*?\$\$)
  | (?P<word>[A-Za-z_][A-Za-z0-9_$]*)
  | (?P<sign>[^'"`])
    """,
    re.VERBOSE | re.DOTALL,
)
_WRITES = frozenset(
    (
        *("alter", "attach", "call", "copy", "create", "delete", "drop", "execute"),
        *("export", "grant", "import", "insert", "install", "load", "merge", "pragma"),
        *("replace", "revoke", "set", "truncate", "unload", "update", "use", "vacuum"),
    )
)
_Tokens = list[tuple[str, str]]


def fault_in_select(text: str) -> str | None:
    """Why a text can't stand between brackets as one SELECT (or WITH … SELECT); None if it can.

    A statement of another kind, a second statement, a bracket that closes what it has not opened
    and a quote without its end are refused. So is a backslash in quotes: warehouses read it
    differently.
    """
    tokens = list(_tokens(text))
    if tokens and tokens[-1][0] == "unfit":
        return "has a quote that is not closed, or a backslash in quotes"
    if tokens and tokens[-1][1] == ";":
        tokens.pop()
    if not tokens:
        return "is empty"
    if tokens[0][1].lower() not in ("select", "with", "("):
        return f'begins with "{tokens[0][1]}", and not with SELECT or WITH'
    if any(value == ";" for _, value in tokens):
        return "holds more than one statement"
    return _fault_in_nesting(tokens)


def _fault_in_nesting(tokens: _Tokens) -> str | None:
    depth = 0
    values = ["", *(value for _, value in tokens), ""]
    for before, value, after in zip(values, values[1:-1], values[2:], strict=False):
        depth += {"(": 1, ")": -1}.get(value, 0)
        if depth < 0:
            return 'has a ")" that closes nothing'
        # A statement may begin inside a bracket or behind the CTEs of a WITH; with a bracket
        # behind it, such a word is a function.
        if value.lower() in _WRITES and before in ("", "(", ")") and after != "(":
            return f"holds {value.upper()}; a check only reads"
    return 'has a "(" that is not closed' if depth else None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        # An open comment is read as its signs, and what it hides as words: refused, if anything.
        if found is None:
            yield "unfit", text[at]
            return
        at = found.end()
        if found.lastgroup != "blank":
            yield str(found.lastgroup), found.group()
