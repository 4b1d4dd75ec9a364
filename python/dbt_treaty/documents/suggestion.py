"""``did you mean "…"?`` for a word that is none of those allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def suggest(word: str, allowed: Iterable[str]) -> str:
    """The question, with the nearest allowed word; empty where none is near."""
    by_fold = {name.lower(): name for name in allowed}
    # Longer words are no slip of the finger, and comparing them takes quadratic time.
    if len(word) > 100:
        return ""
    near = difflib.get_close_matches(word.lower(), by_fold, n=1, cutoff=0.6)
    return f'did you mean "{by_fold[near[0]]}"?' if near else ""
