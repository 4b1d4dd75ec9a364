"""Places in a model's own file: where a column is made, where a reference is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_STRING = r"""(?:'[^']*'|"[^"]*")"""
_ARGUMENTS = rf"\s*\(\s*({_STRING}(?:\s*,\s*{_STRING})*)\s*[,)]"
_CALLS = {kind: re.compile(rf"\b{kind}{_ARGUMENTS}") for kind in ("ref", "source")}


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the compiled SQL and the raw lines they come from, counted from 0, end excluded."""

    compiled: tuple[int, int]
    raw: tuple[int, int]


def column_line(raw: str, compiled: str, compiled_line: int, name: str) -> int:
    """The line of the raw file that a line of the compiled SQL comes from; 0 where none does.

    Lines that Jinja left alone are matched with each other. In a stretch that Jinja changed, lines
    stand one for one where their number is the same; else it is the first that has the column's
    name as a word, else the first of the stretch.

    Args:
        raw: the model's file.
        compiled: the SQL dbt made of it.
        compiled_line: the line there, from 1.
        name: the column's name.
    """
    wanted = compiled_line - 1
    starts, blocks = _aligned(raw, compiled)
    at = bisect_right(starts, wanted) - 1
    if at < 0 or wanted >= blocks[at].compiled[1]:
        return 0
    return _in_block(blocks[at], wanted, raw, name)


def reference_line(raw: str, kind: str, names: Sequence[str]) -> int:
    """The line where ``ref('x')`` or ``source('a', 'b')`` is first written; 0 where it is not.

    ``ref('pkg', 'x')`` and ``ref('x', v=2)`` count for ``("x",)`` too. Jinja comments do not.

    Args:
        raw: the model's file.
        kind: ``ref`` or ``source``.
        names: the arguments: model, package and model, or source and table.
    """
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), raw)
    for call in _CALLS[kind].finditer(text):
        written = [part[1:-1] for part in re.findall(_STRING, call[1])]
        if written[-len(names) :] == list(names):
            return text.count("\n", 0, call.start()) + 1
    return 0


def _in_block(block: _Block, wanted: int, raw: str, name: str) -> int:
    start, end = block.raw
    if block.compiled[1] - block.compiled[0] == end - start:
        return start + wanted - block.compiled[0] + 1
    lines = raw.splitlines()
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    named = (at for at in range(start, end) if word.search(lines[at]))
    return next(named, start if start < end else -1) + 1


# Every column of a model asks for the same pair of texts, and several policies do.
@lru_cache(maxsize=4096)
def _aligned(raw: str, compiled: str) -> tuple[tuple[int, ...], tuple[_Block, ...]]:
    """Where each block begins in the compiled SQL, and the blocks, in order."""
    old, old_lines = _written(raw)
    new, new_lines = _written(compiled)
    matcher = SequenceMatcher(None, new_lines, old_lines, autojunk=False)
    blocks: list[_Block] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            blocks += _runs(new[i1:i2], old[j1:j2])
        elif i1 < i2:
            blocks.append(_Block((new[i1], new[i2 - 1] + 1), _stretch(old, j1, j2)))
    return tuple(block.compiled[0] for block in blocks), tuple(blocks)


def _written(text: str) -> tuple[list[int], list[str]]:
    """The lines that are not blank: their numbers, and they without the blanks around them.

    Jinja leaves blank lines behind wherever a tag stood: they tell nothing.
    """
    lines = [line.strip() for line in text.splitlines()]
    numbers = [at for at, line in enumerate(lines) if line]
    return numbers, [line for line in lines if line]


def _runs(compiled: Sequence[int], raw: Sequence[int]) -> Iterator[_Block]:
    """Lines that stand one for one, those that follow each other on both sides in one block."""
    start = 0
    for at in range(1, len(compiled) + 1):
        steps = at < len(compiled) and (compiled[at] - compiled[start], raw[at] - raw[start])
        if steps != (at - start, at - start):
            ends = (compiled[at - 1] + 1, raw[at - 1] + 1)
            yield _Block((compiled[start], ends[0]), (raw[start], ends[1]))
            start = at


def _stretch(lines: Sequence[int], first: int, last: int) -> tuple[int, int]:
    if first == last:
        return (0, 0)
    return (lines[first], lines[last - 1] + 1)
