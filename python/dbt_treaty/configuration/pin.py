"""Pins: the ranges of versions that a consumer accepts, as npm writes them.

``semantic-version`` reads and matches them. Of the libraries for semantic versions it is the one
with caret and tilde ranges and no dependencies; npm's rules, unlike others, let a pre-release in
only where the pin names one, so no consumer gets a release candidate unasked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from semantic_version import NpmSpec, Version

FORMS = "write a range such as ^2.1, ~2.1, >=2.1,<3 or a version such as 2.1.0"
_MAX_LENGTH = 100  # characters; more is no pin
# npm separates by blanks what others separate by commas, and wants none after an operator.
_COMMA = re.compile(r"\s*,\s*")
_OPERATOR = re.compile(r"(<=|>=|[<>=~^])\s+")


@dataclass(frozen=True, slots=True)
class Pin:
    """A range of versions; ``text`` is the pin as it is written."""

    text: str
    _spec: NpmSpec = field(compare=False, repr=False)

    def allows(self, version: str) -> bool:
        """Whether a version (MAJOR.MINOR.PATCH) is in the range."""
        return bool(self._spec.match(Version(version)))


@lru_cache(maxsize=1024)
def parse_pin(text: str) -> Pin:
    """The range that a pin names.

    Raises:
        ValueError: the text is no pin; its message says what is wrong.
    """
    plain = text.strip()
    if not plain or len(plain) > _MAX_LENGTH or not plain.isascii():
        raise ValueError("is no range of versions")
    parts = _COMMA.split(plain)
    if not all(parts):
        raise ValueError("has a comma with nothing beside it")
    try:
        return Pin(text, NpmSpec(_OPERATOR.sub(r"\1", " ".join(parts))))
    except ValueError:
        raise ValueError("is no range of versions") from None
