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
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from dbt_treaty.authored.rego.blindness import is_blind
from dbt_treaty.authored.rego.forms import NAMES
from dbt_treaty.authored.rego.source import Source
from dbt_treaty.authored.rego.tokens import Token

_BEGIN, _END = "\ue000", "\ue001"
_MARK = re.compile(f"{_BEGIN}(\\d+){_END}")
_UNTOUCHED = frozenset({"exceptions", "project", "models"})
_KEYED_BY_NAME = "ancestors"


def is_markable(text: str) -> bool:
    """Whether a text has none of the marks' own characters."""
    return _BEGIN not in text and _END not in text


def marked(document: Any, names: Iterable[str]) -> Any:
    """A document with marks for these names."""
    marks = {name: f"{_BEGIN}{number}{_END}" for number, name in enumerate(names)}

    def walk(value: Any) -> Any:
        # What holds no names, such as a list of texts, stays what it is.
        if type(value) is dict:
            return {
                key: marks.get(each, each) if key in NAMES else walk(each)
                for key, each in value.items()
            }
        if type(value) is list:
            return [walk(each) for each in value]
        return value

    made = {}
    for part, value in document.items():
        if part == _KEYED_BY_NAME:
            made[part] = {marks.get(name, name): walk(each) for name, each in value.items()}
        else:
            made[part] = value if part in _UNTOUCHED else walk(value)
    return made


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
