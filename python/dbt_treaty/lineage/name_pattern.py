"""Whether a column's name is one that a pattern wants: LIKE, GLOB, a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable

Wanted = Callable[[str], bool]

# Beyond these a match may take longer than anybody waits: Python tries every way to read a pattern.
_LONGEST_PATTERN = 200
_LONGEST_NAME = 128
_MOST_REPEATS = 3
_REPEAT = re.compile(r"(?<!\\)(?:[*+]|\{\d)")
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{\d)")
_REFERENCE = re.compile(r"\\[1-9]|\(\?P=")


def by_regex(pattern: str, flags: int = 0) -> Wanted | None:
    """A test of names; None for a pattern that is none, or may take too long."""
    repeats = len(_REPEAT.findall(pattern))
    if len(pattern) > _LONGEST_PATTERN or repeats > _MOST_REPEATS:
        return None
    if _REPEATED_GROUP.search(pattern) or _REFERENCE.search(pattern):
        return None
    try:
        found = re.compile(pattern, flags).search
    except (re.error, RecursionError, OverflowError):
        return None
    return lambda name: len(name) > _LONGEST_NAME or found(name) is not None


def by_wildcards(pattern: str, any_: str, one: str, fold: bool) -> Wanted:
    """A test of whole names by a pattern with two wildcards: of any letters, and of one."""
    wanted = pattern.lower() if fold else pattern
    return lambda name: _fits(name.lower() if fold else name, wanted, any_, one)


def _fits(name: str, pattern: str, any_: str, one: str) -> bool:
    """Takes no longer than name times pattern: only the last wildcard has to be tried again."""
    at = place = 0
    star, resumed = -1, 0
    while at < len(name):
        letter = pattern[place] if place < len(pattern) else ""
        if letter == any_ and letter:
            star, resumed = place, at
            place += 1
        elif letter in (one, name[at]) and letter:
            at, place = at + 1, place + 1
        elif star >= 0:
            resumed += 1
            at, place = resumed, star + 1
        else:
            return False
    return all(letter == any_ for letter in pattern[place:])
