"""A page of the documentation taken apart: fenced blocks, links, code and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\S*) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
# Blocks in these languages are what a person types, or what dbt reads; `text` is output.
_TYPED = ("bash", "sql", "jinja", "yaml", "diff")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, the words behind it, its text, and where it stands."""

    language: str
    kind: str
    text: str
    place: str


def fences(page: Path) -> list[Fence]:
    """Every fenced block of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Fence(found[1], found[2], found[3], f"{page.name}:{text.count(chr(10), 0, found.start())}")
        for found in _FENCE.finditer(text)
    ]


def links(page: Path) -> list[str]:
    """The targets of every link outside fenced blocks."""
    return _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def code(page: Path) -> Iterator[str]:
    """Every piece of code that a reader may type: inline, or a line of a fenced block."""
    yield from _CODE.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    for fence in fences(page):
        if fence.language in _TYPED:
            yield from (line.split("  #")[0].strip() for line in fence.text.splitlines())


def anchors(page: Path) -> set[str]:
    """The fragments that GitHub gives the headings of a page."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    names = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(text))
    return {name.replace(" ", "-") for name in names}
