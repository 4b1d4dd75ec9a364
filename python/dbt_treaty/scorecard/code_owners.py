"""Who owns a file, as CODEOWNERS says.

The rules are those of GitHub and GitLab: patterns as in .gitignore, and the last that fits wins;
one without an owner takes ownership away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_WILD = re.compile(r"(/\*\*/|\*\*/|/\*\*|\*|\?)")
_OWNER = re.compile(r"@[\w./-]+|[^\s@]+@[^\s@]+")


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The lines of the file at ``path``: each a pattern and whether it names an owner."""

    path: str
    lines: tuple[tuple[re.Pattern[str], bool], ...]

    def owned(self, path: str) -> bool:
        """Whether a file, by its path from the repository's root, has an owner."""
        found = [named for pattern, named in self.lines if pattern.fullmatch(path)]
        return bool(found) and found[-1]


def parse_code_owners(path: str, text: str) -> CodeOwners:
    """The file's text; what is no pattern (comments, sections) is passed over."""
    return CodeOwners(path, tuple(_lines(text)))


def _lines(text: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    for line in text.splitlines():
        words = re.split(r"(?<!\\)\s+", line.partition(" #")[0].strip())
        if words[0] and not words[0].startswith(("#", "[", "^[", "!")):
            owned = any(_OWNER.fullmatch(word) for word in words[1:])
            yield re.compile(_expression(words[0].replace("\\ ", " "))), owned


def _expression(pattern: str) -> str:
    """As .gitignore has it: a folder stands for all below; without a slash it may lie anywhere."""
    anchored = "/" in pattern.rstrip("/")
    body = "".join(_part(part) for part in _WILD.split(pattern.strip("/")))
    start = "" if anchored else "(?:.*/)?"
    # GitHub: `docs/*` is the files of the folder, and not what lies in folders below it.
    below = "" if pattern.endswith("/*") else "/.*" if pattern.endswith("/") else "(?:/.*)?"
    return start + body + below


def _part(part: str) -> str:
    wild = {"/**/": "/(?:.*/)?", "**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    return wild.get(part, re.escape(part))
