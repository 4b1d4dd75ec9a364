"""Inputs that differ only in names are judged once.

A policy that only compares names with each other and puts them into its messages says of
``orders_raw`` what it says of ``users_raw``: its answer to one, with the names exchanged, is its
answer to the other. So names are replaced by marks, equal names by equal marks; what is then the
same is evaluated once, and each case's own names stand in its messages. Strings that stand in the
policy's text keep themselves, for with those a name may be compared.

Whether a policy is of that kind is read off its words, and where that is in doubt it is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from dbt_treaty.authored.rego.blindness import is_blind
from dbt_treaty.authored.rego.source import Source
from dbt_treaty.authored.rego.tokens import Token

NAMES = frozenset({"id", "name", "table", "column", "path"})
_BEGIN, _END = "\ue000", "\ue001"
_MARK = re.compile(f"{_BEGIN}(\\d+){_END}")
_UNTOUCHED = frozenset({"exceptions", "project", "models"})
_KEYED_BY_NAME = "ancestors"


class UnmarkableError(Exception):
    """An input that has the marks' own characters."""


def marked(document: Any, fixed: Collection[str]) -> tuple[Any, list[str]]:
    """A document with marks for its names, and the names in their order.

    Raises:
        UnmarkableError: the marks' characters stand in it.
    """
    names: dict[str, str] = {}

    def mark(text: str) -> str:
        if text in names:
            return names[text]
        if _BEGIN in text or _END in text:
            raise UnmarkableError
        if text not in fixed:
            names[text] = f"{_BEGIN}{len(names)}{_END}"
        return names.get(text, text)

    def walk(value: Any) -> Any:
        # Of ten thousand models a good part of the time is spent here: what holds no names, such
        # as a list of texts, stays what it is.
        if type(value) is dict:
            return {
                key: mark(each) if key in NAMES else each if type(each) is str else walk(each)
                for key, each in value.items()
            }
        if type(value) is list and value and type(value[0]) is dict:
            return [walk(each) for each in value]
        return value

    made = {}
    for part, value in document.items():
        if part == _KEYED_BY_NAME:
            made[part] = {mark(name): walk(each) for name, each in value.items()}
        else:
            made[part] = value if part in _UNTOUCHED else walk(value)
    return made, list(names)


def unmarked(text: str, names: Sequence[str]) -> str:
    """A text with the names in place of their marks."""
    return _MARK.sub(lambda found: names[int(found[1])], text)


def fixed_texts(sources: Sequence[Source]) -> frozenset[str] | None:
    """The texts that a policy may compare names with; None where names are no names to it."""
    texts = [token for source in sources for token in source.tokens if token.kind == "text"]
    if any("\\" in token.text and "%" not in token.text for token in texts):
        return None  # an escape may spell a name in another way
    own = {name for source in sources for name in _functions(source.tokens)}
    if not all(is_blind(source.tokens, own) for source in sources):
        return None
    return frozenset(token.value for token in texts)


def _functions(tokens: Sequence[Token]) -> Iterator[str]:
    """The functions that a text defines itself: a head is a name and its arguments."""
    for token, following in pairwise(tokens):
        if token.kind == "name" and token.depth == 0 and following.text == "(":
            yield token.text
