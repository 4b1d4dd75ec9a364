"""A text as messages quote it."""

from __future__ import annotations

import json

LONGEST = 60


def quote(text: str) -> str:
    """The text in double quotes on one line, shortened to 60 characters."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return json.dumps(short, ensure_ascii=False)
