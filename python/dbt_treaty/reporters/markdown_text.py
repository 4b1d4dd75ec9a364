"""Other people's texts inside Markdown, shown as they are."""

from __future__ import annotations

import re

from dbt_treaty.reporters.line import printable

# What Markdown, or the HTML in it, would take for markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~!$&])")
_CODE = re.compile(r"`([^`]+)`")
# What forges turn into a link by themselves, after Markdown is done with: addresses, people and
# issues. A space of no width keeps it apart and is what bots of forges write for it.
_LINKED = re.compile(r"@|(?<=#)(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_APART = "&#8203;"


def markdown_text(text: str) -> str:
    """A text on one line for the middle of a line; what stands between backticks stays code."""
    parts = _CODE.split(printable(text))
    return "".join(_fenced(part) if at % 2 else _plain(part) for at, part in enumerate(parts))


def markdown_code(text: str) -> str:
    """A text as code, on one line, with a fence longer than any in it."""
    return _fenced(printable(text) or "?")


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    # Readers take one space off each end.
    spaced = f" {text} " if text[0] in "` " or text[-1] in "` " else text
    return f"{fence}{spaced if text.strip() else text}{fence}"


def _plain(text: str) -> str:
    return _LINKED.sub(lambda found: found[0] + _APART, _MARKUP.sub(r"\\\1", text))
