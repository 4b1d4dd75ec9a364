"""How sure a guess is, in three words."""

from __future__ import annotations

LOW, MEDIUM, HIGH = "low", "medium", "high"
_MANY, _SOME = 1000, 100


def by_number(seen: int) -> str:
    """How sure a rule is that no one of ``seen`` values breaks."""
    return HIGH if seen >= _MANY else MEDIUM if seen >= _SOME else LOW


def counted(part: int, whole: int, noun: str) -> str:
    """``998 of 1,000 rows``."""
    return f"{part:,} of {whole:,} {noun}"
