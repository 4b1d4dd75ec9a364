"""The one form that all values of a column have, as a regular expression without their letters."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import groupby

_ENOUGH = 20  # values that differ, from which a form is more than chance
_LONGEST = 12  # runs; what has more is a text
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID_PATTERN = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_CLASSES = {"d": "[0-9]", "u": "[A-Z]", "l": "[a-z]"}
_Runs = tuple[tuple[str, int], ...]


def find_shape(values: Collection[str]) -> str | None:
    """A pattern that every value matches; None where they have no form in common.

    Digits and letters are told by their class, so that no value can be read from the pattern: only
    signs between them stand as they are.
    """
    distinct = set(values)
    if len(distinct) < _ENOUGH:
        return None
    if all(_UUID.fullmatch(value) for value in distinct):
        return _UUID_PATTERN
    shapes = {_runs(value) for value in distinct}
    kinds = {tuple(kind for kind, _ in runs) for runs in shapes}
    if len(kinds) != 1 or not 1 <= len(next(iter(kinds))) <= _LONGEST:
        return None
    runs = [_part(column) for column in zip(*shapes, strict=True)]
    return None if _says_nothing(runs, shapes) else f"^{''.join(runs)}$"


def _runs(value: str) -> _Runs:
    return tuple((kind, sum(1 for _ in run)) for kind, run in groupby(value, key=_class))


def _class(sign: str) -> str:
    if sign.isascii() and sign.isdigit():
        return "d"
    if sign.isascii() and sign.isalpha():
        return "u" if sign.isupper() else "l"
    return f"={sign}"


def _part(column: tuple[tuple[str, int], ...]) -> str:
    kind = column[0][0]
    lengths = [length for _, length in column]
    body = _CLASSES.get(kind) or re.escape(kind[1:])
    least, most = min(lengths), max(lengths)
    if least == most == 1:
        return body
    return f"{body}{{{least}}}" if least == most else f"{body}{{{least},{most}}}"


def _says_nothing(runs: list[str], shapes: set[_Runs]) -> bool:
    """One run of letters whose length varies is a word, and no code."""
    return len(runs) == 1 and len({length for shape in shapes for _, length in shape}) > 1
