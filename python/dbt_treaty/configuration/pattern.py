"""Patterns of ``layout`` and ``relations``: what is wrong with one, in words."""

from __future__ import annotations

import re

_PLACEHOLDERS = ("{domain}", "{tier}")
_TOKEN = re.compile(r"\{domain\}|\{tier\}")


def fault_in_layout(pattern: str) -> str | None:
    """Why a path pattern (``models/{domain}/{tier}/**``) can't be used; None where it can."""
    segments = pattern.split("/")
    if pattern.startswith("/") or ".." in segments or "." in segments or "" in segments[:-1]:
        return "is no path inside a package, such as models/{domain}/{tier}/**"
    if any("**" in segment and segment != "**" for segment in segments):
        return "has ** beside other text: ** stands for whole folders, * for a part of a name"
    return _fault(pattern)


def fault_in_relation(pattern: str) -> str | None:
    """Why a ``database.schema`` pattern (``*.{domain}_{tier}``) can't be used, or None."""
    if len([part for part in pattern.split(".") if part]) != 2 or pattern.count(".") != 1:
        return "is no pattern of database.schema, such as {domain}.{tier}"
    if "**" in pattern or "/" in pattern:
        return "may hold * for a part of a name, and neither ** nor /"
    return _fault(pattern)


def _fault(pattern: str) -> str | None:
    rest = _TOKEN.sub("", pattern)
    if "{" in rest or "}" in rest:
        return f"holds braces other than {' and '.join(_PLACEHOLDERS)}"
    if re.search(r"[\\\s\"'?\[\]]", rest):
        return "holds a character other than letters, digits, - _ . / * and the placeholders"
    found = _TOKEN.findall(pattern)
    if not found:
        return f"names neither {' nor '.join(_PLACEHOLDERS)}, so it says nothing"
    if len(found) != len(set(found)):
        return "names a placeholder twice"
    if re.search(r"[}*][{*]", pattern.replace("**", "")) or re.search(r"\}\{", pattern):
        return "has placeholders or * side by side: nothing tells where one ends"
    return None
