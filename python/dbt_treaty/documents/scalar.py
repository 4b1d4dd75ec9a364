"""What an unquoted YAML word means: the core schema of YAML 1.2, less its surprises.

``yes``, ``no``, ``on`` and ``off`` are texts, as in YAML 1.2; so are dates. Numbers are decimal and
carry no leading zero: ``0x1F``, ``0o17``, ``012``, ``1_000`` and ``12:30`` stay the texts they are.
https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation

from dbt_treaty.documents.document import Scalar

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST_NUMBER = 100


class UnfitNumberError(ValueError):
    """A word that reads as a number no computer keeps as written; its text says why."""


def resolve(word: str) -> Scalar:
    """The value of a plain (unquoted) scalar.

    Raises:
        UnfitNumberError: infinity, not-a-number, or more digits than a number keeps.
    """
    if word in _WORDS:
        return _WORDS[word]
    if _NOT_FINITE.fullmatch(word):
        raise UnfitNumberError("is no finite number")
    if not _FLOAT.fullmatch(word):
        return word
    if len(word) > _LONGEST_NUMBER:
        raise UnfitNumberError(f"is a number of more than {_LONGEST_NUMBER} characters")
    return int(word) if _INTEGER.fullmatch(word) else _float(word)


def _float(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise UnfitNumberError("is a number too large to keep")
    try:
        exact = Decimal(repr(number)) == Decimal(word)
    except InvalidOperation:
        exact = False
    if not exact:
        raise UnfitNumberError("is a number with more digits than can be kept")
    return number
