"""Places in a model's own file: where a column is made, where a reference is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    for block in _aligned(raw, compiled):
        if block.compiled[0] <= wanted < block.compiled[1]:
            return _in_block(block, wanted, raw.splitlines(), name)
    return 0


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


def _in_block(block: _Block, wanted: int, lines: Sequence[str], name: str) -> int:
    start, end = block.raw
    if block.compiled[1] - block.compiled[0] == end - start:
        return start + wanted - block.compiled[0] + 1
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    named = (at for at in range(start, end) if word.search(lines[at]))
    return next(named, start if start < end else -1) + 1


@lru_cache(maxsize=16)  # every column of a model asks for the same pair of texts
def _aligned(raw: str, compiled: str) -> tuple[_Block, ...]:
    # Jinja leaves blank lines behind wherever a tag stood: they tell nothing.
    old = [(at, line.strip()) for at, line in enumerate(raw.splitlines()) if line.strip()]
    new = [(at, line.strip()) for at, line in enumerate(compiled.splitlines()) if line.strip()]
    matcher = SequenceMatcher(
        None, [text for _, text in new], [text for _, text in old], autojunk=False
    )
    blocks = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            blocks += [
                _pair(new[i][0], old[j][0])
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            ]
        elif i1 < i2:
            blocks.append(_Block((new[i1][0], new[i2 - 1][0] + 1), _stretch(old, j1, j2)))
    return tuple(blocks)


def _pair(compiled: int, raw: int) -> _Block:
    return _Block((compiled, compiled + 1), (raw, raw + 1))


def _stretch(lines: Sequence[tuple[int, str]], first: int, last: int) -> tuple[int, int]:
    if first == last:
        return (0, 0)
    return (lines[first][0], lines[last - 1][0] + 1)
