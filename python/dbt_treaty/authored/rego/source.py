"""A Rego file as far as its words tell: its package, what it says, imports and asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dbt_treaty.authored.rego.tokens import Token, path_at, tokens_of
from dbt_treaty.project.policy_file import PolicyFile

SAYS = ("deny", "warn", "allow")
ALL = "*"  # the whole input: nothing says what of it


@dataclass(frozen=True, slots=True)
class Mention:
    """What a text names: a path, and the line."""

    path: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file.

    ``package`` is empty where the text does not begin with one. ``says`` are the rules of it that
    speak, each with its first line. ``asks`` are the paths of ``input``, ``uses`` those of ``data``
    (without these words) that it names, imports included; a path of ``input`` that nothing follows
    is ``("*",)``.
    """

    file: PolicyFile
    tokens: tuple[Token, ...]
    package: tuple[str, ...]
    says: tuple[Mention, ...]
    asks: tuple[Mention, ...]
    uses: tuple[Mention, ...]


def read_source(file: PolicyFile) -> Source:
    """What a file's words tell."""
    tokens = tokens_of(file.text)
    asks, uses = _mentions(tokens, "input"), _mentions(tokens, "data")
    return Source(
        file=file,
        tokens=tokens,
        package=_package(tokens),
        says=tuple(_says(tokens)),
        asks=tuple(Mention(each.path[1:] or (ALL,), each.line) for each in asks),
        uses=tuple(Mention(each.path[1:] or (ALL,), each.line) for each in uses),
    )


def _package(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    if len(tokens) > 1 and tokens[0].text == "package" and tokens[1].kind == "name":
        return path_at(tokens, 1)
    return ()


def _says(tokens: tuple[Token, ...]) -> Iterator[Mention]:
    seen: set[str] = set()
    for at, token in enumerate(tokens):
        starts = at == 0 or tokens[at - 1].line < token.line or tokens[at - 1].text == "default"
        if token.depth == 0 and token.text in SAYS and starts and token.text not in seen:
            seen.add(token.text)
            yield Mention((token.text,), token.line)


def _mentions(tokens: tuple[Token, ...], root: str) -> list[Mention]:
    """The paths below one of the two documents, where its name stands for it."""
    found = []
    for at, token in enumerate(tokens):
        is_field = at > 0 and tokens[at - 1].text == "."
        if token.kind == "name" and token.text == root and not is_field:
            found.append(Mention(path_at(tokens, at), token.line))
    return found
