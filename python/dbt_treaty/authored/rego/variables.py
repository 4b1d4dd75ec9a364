"""Variables that nothing gives a value: Open Policy Agent refuses them, regopy finds nothing.

A slip in a name (``upstrem.tier``) would make a rule that never speaks, which looks like a pass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dbt_treaty.authored.rego.source import Mention
from dbt_treaty.authored.rego.tokens import Token, closing

_WORDS = frozenset(
    (
        *("_", "input", "data", "true", "false", "null", "set", "walk", "default", "package"),
        *("not", "in", "if", "else", "contains", "every", "some", "with", "as", "import"),
    )
)
_GIVES = (":=", "=")
_OPENING = ("(", "[", "{")


def defined_names(tokens: Sequence[Token]) -> set[str]:
    """The names of a file's rules and of what it imports."""
    names = {head[0].text for head in _statements(tokens) if head}
    names |= {
        head[1].text for head in _statements(tokens) if head[0].text == "default" and head[1:]
    }
    for statement in _statements(tokens):
        if statement[0].text == "import":
            names.add(next(each.text for each in reversed(statement) if each.kind == "name"))
    return names


def loose_variables(tokens: Sequence[Token], defined: Collection[str]) -> Iterator[Mention]:
    """Each variable of a rule that occurs there only where its value is used."""
    for statement in _statements(tokens):
        if statement[0].text in ("package", "import"):
            continue
        given = {*defined, *_WORDS, *_given(statement)}
        told: set[str] = set()
        for at, token in enumerate(statement):
            if at and _is_variable(statement, at) and token.text not in {*given, *told}:
                told.add(token.text)
                yield Mention((token.text,), token.line)


def _statements(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The words of each rule, import and package."""
    starts = [at for at in range(len(tokens)) if _starts(tokens, at)]
    return [tokens[at:end] for at, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def _starts(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if at == 0 or token.depth or token.kind != "name" or token.text in ("if", "else", "contains"):
        return at == 0
    before = tokens[at - 1]
    ends = before.kind != "mark" or before.text in (")", "]", "}")
    goes_on = before.kind == "name" and before.text in _WORDS - {"true", "false", "null"}
    return before.line < token.line and ends and not goes_on


def _is_variable(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name stands for a value: it is no field and no function."""
    if tokens[at].kind != "name" or tokens[at - 1].text == ".":
        return False
    after = at + 1
    while after + 1 < len(tokens) and tokens[after].text == ".":
        after += 2
    return after >= len(tokens) or tokens[after].text != "("


def _given(tokens: Sequence[Token]) -> Iterator[str]:
    """The names to which the rule may give a value."""
    body = 1
    if len(tokens) > 1 and tokens[1].text == "(":  # a function's arguments
        body = closing(tokens, 1)
        yield from _names(tokens[1:body])
    for at in range(body, len(tokens)):
        text = tokens[at].text
        if tokens[at].kind == "mark" and text in _GIVES:
            yield from _names(_before(tokens, at))
            if text == "=":
                yield from _names(_after(tokens, at))
        elif tokens[at].kind == "name" and text in ("some", "every"):
            yield from _names(_declared(tokens, at))
        elif text == "[" and at and _is_reference(tokens, at):
            yield from _names(tokens[at : closing(tokens, at)])
        elif text == "walk":
            yield from _names(_after(tokens, at))


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    return (each.text for each in tokens if each.kind == "name")


def _before(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """What a value is given to: a name, or a pattern in brackets."""
    if tokens[at - 1].text not in (")", "]", "}"):
        return tokens[at - 1 : at]
    start = at - 1
    while start and not (
        tokens[start].depth == tokens[at - 1].depth and tokens[start].text in _OPENING
    ):
        start -= 1
    return tokens[max(start - 1, 0) : at]


def _after(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    if at + 1 < len(tokens) and tokens[at + 1].text in _OPENING:
        return tokens[at + 1 : closing(tokens, at + 1)]
    return tokens[at + 1 : at + 2]


def _declared(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The names after ``some`` and ``every``, as far as their ``in`` or their line goes."""
    end = at + 1
    while end < len(tokens) and tokens[end].line == tokens[at].line and tokens[end].text != "in":
        end += 1
    return tokens[at + 1 : end]


def _is_reference(tokens: Sequence[Token], at: int) -> bool:
    """Whether the bracket is one after a value: ``lineage[i]``, and no list."""
    before = tokens[at - 1]
    return before.text in (")", "]") or (
        before.kind == "name" and before.text not in _WORDS - {"input", "data"}
    )
