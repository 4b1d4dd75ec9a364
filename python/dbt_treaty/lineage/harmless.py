"""Statements that grant, describe, index or tidy up, and move no value."""

from __future__ import annotations

import re

_HARMLESS = re.compile(
    r"(?:grant|revoke|analy[sz]e|vacuum|comment\s+on|optimize|refresh|reindex|cluster|msck|reset|use"
    r"|install|pragma|checkpoint|attach|detach|describe|show"
    r"|load\s+\S+$"
    r"|(?:begin|start|commit|rollback|end)(?:\s+(?:transaction|work))?$"
    r"|delete|truncate|drop\s+(?:table|view|index|schema)"
    r"|create\s+(?:(?:or\s+replace|unique|clustered|nonclustered)\s+)*"
    r"(?:index|schema|database|role|sequence|extension))\b",
    re.IGNORECASE,
)
_READS = re.compile(r"\b(?:select|from|with|exec|execute|call)\b", re.IGNORECASE)
_SET = re.compile(r"(?:set|alter\s+session|alter\s+warehouse)\b", re.IGNORECASE)
_ALTER = re.compile(r"alter\b", re.IGNORECASE)
_ALTER_MOVES = re.compile(
    r"\b(?:as|select|swap|exchange|rename|replace|using|update|attach|from|insert|into|switch)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"analy[sz]e\b.*\b(?:insert|update|merge|delete|create|select)\b", re.I | re.S)


def is_harmless(words: str) -> bool:
    """Whether a statement moves no value, whatever names stand in it.

    Args:
        words: the statement's words with one space between them, strings emptied.
    """
    if _SET.match(words):
        return not _READS.search(words)
    if _ALTER.match(words):
        return not _ALTER_MOVES.search(words)
    if _PLAN.match(words):
        return False
    return bool(_HARMLESS.match(words))
