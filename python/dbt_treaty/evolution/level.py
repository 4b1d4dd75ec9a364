"""The three levels of semantic versioning, from the smallest to the largest."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """How much a change, or a step from one version to the next, weighs."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The level as a person and a configuration write it."""
        return self.name.lower()


BY_WORD = {level.word: level for level in Level}
