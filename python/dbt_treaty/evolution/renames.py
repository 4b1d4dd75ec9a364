"""Which of the columns that are gone live on under another name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract, ContractColumn

_NAME = r"[`'\"]?([A-Za-z_][A-Za-z0-9_]*)[`'\"]?"
_NOTED = re.compile(rf"{_NAME}\s*(?:->|=>|→|⇒|\bto\b|\bbecomes\b)\s*{_NAME}", re.IGNORECASE)

# What speaks for a rename, in points, and how many it takes. A place alone, or a likeness of names
# alone, is too little: columns come and go beside each other all the time.
_SAME_WORDS = 2.0
_SAME_GAP = 0.7
_SAME_RANK = 0.5
_PART_OF_NAME = 0.8
_ENOUGH = 1.6


@dataclass(frozen=True, slots=True)
class _Lost:
    """A column that is gone, or new: the columns that stayed around it, and its rank among those
    that stand in the same gap."""

    column: ContractColumn
    gap: tuple[str, str]
    rank: int


def find_renames(old: Contract, new: Contract) -> Mapping[str, str]:
    """The new name of each column that was renamed, by its old one, as the contracts spell them.

    What the migration notes say (``old -> new``) is believed. Else the two must have one type, and
    enough in common of meaning, name and place.
    """
    stayed = {c.name.lower() for c in old.columns} & {c.name.lower() for c in new.columns}
    gone = list(_lost(old, stayed))
    come = list(_lost(new, stayed))
    noted = _noted(new, gone, come)
    texts = {**dict(old.semantics)}, {**dict(new.semantics)}
    scored = sorted(
        (
            (_points(one, other, texts), -i, -j, one.column.name, other.column.name)
            for i, one in enumerate(gone)
            for j, other in enumerate(come)
            if one.column.type == other.column.type
        ),
        reverse=True,
    )
    renames = dict(noted)
    for points, _, _, one_name, other_name in scored:
        if points >= _ENOUGH and one_name not in renames and other_name not in renames.values():
            renames[one_name] = other_name
    return renames


def _lost(contract: Contract, stayed: set[str]) -> Iterator[_Lost]:
    names = [column.name.lower() for column in contract.columns]
    rank = 0
    before = ""
    for at, column in enumerate(contract.columns):
        if names[at] in stayed:
            before, rank = names[at], 0
            continue
        after = next((name for name in names[at:] if name in stayed), "")
        yield _Lost(column, (before, after), rank)
        rank += 1


def _noted(new: Contract, gone: list[_Lost], come: list[_Lost]) -> dict[str, str]:
    notes = new.deprecation.migration_notes if new.deprecation else ""
    lost = {each.column.name.lower(): each.column.name for each in gone}
    found = {each.column.name.lower(): each.column.name for each in come}
    told: dict[str, str] = {}
    for match in _NOTED.finditer(notes):
        one, other = lost.get(match[1].lower()), found.get(match[2].lower())
        if one and other and one not in told and other not in told.values():
            told[one] = other
    return told


def _points(one: _Lost, other: _Lost, texts: tuple[dict[str, str], dict[str, str]]) -> float:
    points = _likeness(one.column.name.lower(), other.column.name.lower())
    meanings = (
        (one.column.description, other.column.description),
        (texts[0].get(one.column.name, ""), texts[1].get(other.column.name, "")),
    )
    if any(a and a.split() == b.split() for a, b in meanings):
        points += _SAME_WORDS
    if one.gap == other.gap:
        points += _SAME_GAP + (_SAME_RANK if one.rank == other.rank else 0)
    return points


def _likeness(one: str, other: str) -> float:
    """From 0 to 1; words of the one that are all in the other (amount, gross_amount) are alike."""
    words, others = set(one.split("_")), set(other.split("_"))
    ratio = difflib.SequenceMatcher(None, one, other).ratio()
    return max(ratio, _PART_OF_NAME) if words <= others or others <= words else ratio
