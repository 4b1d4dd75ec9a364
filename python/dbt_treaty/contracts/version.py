"""Versions of contracts: semantic versioning 2.0.0, https://semver.org/spec/v2.0.0.html"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Numbers of nine digits at most: no version is longer, and none may be slow to compare.
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_WORD = r"(?:0|[1-9][0-9]{0,8}|[0-9]{0,30}[A-Za-z-][0-9A-Za-z-]{0,30})"
_VERSION = re.compile(
    rf"({_NUMBER})\.({_NUMBER})\.({_NUMBER})"
    rf"(?:-({_WORD}(?:\.{_WORD}){{0,9}}))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)

Precedence = tuple[int, int, int, tuple[tuple[int, int, str], ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """A version's numbers and its pre-release words; build metadata counts for nothing."""

    major: int
    minor: int
    patch: int
    prerelease: tuple[str, ...] = ()

    @property
    def precedence(self) -> Precedence:
        """What versions are ordered by (item 11 of the specification)."""
        words = tuple((0, int(w), "") if w.isdigit() else (1, 0, w) for w in self.prerelease)
        # A release comes after all its pre-releases; a longer list after its own beginning.
        return (self.major, self.minor, self.patch, words or ((2, 0, ""),))


def parse_version(text: str) -> Version:
    """The version a text names.

    Raises:
        ValueError: the text is no MAJOR.MINOR.PATCH; its message says what is.
    """
    found = _VERSION.fullmatch(text) if len(text) <= 200 else None
    if not found:
        raise ValueError("is no MAJOR.MINOR.PATCH, such as 2.1.0 (or 3.0.0-rc.1)")
    major, minor, patch, words = found.groups()
    return Version(int(major), int(minor), int(patch), tuple(words.split(".")) if words else ())
