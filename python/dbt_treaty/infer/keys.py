"""The columns that may identify a row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from dbt_treaty.infer.confidence import LOW, by_number, counted
from dbt_treaty.infer.personal_names import split_words
from dbt_treaty.infer.profile import ColumnProfile, Profile

_KINDS = frozenset(("string", "integer", "bigint", "uuid"))
_PART_KINDS = _KINDS | {"date", "timestamp", "timestamp_tz"}
_WORDS = frozenset(("id", "key", "uuid", "guid", "code", "no", "number", "sku", "ref"))
_FEWEST = 2  # rows; of one every column would be the key
_PARTS = 6  # columns that are tried in pairs


@dataclass(frozen=True, slots=True)
class Key:
    """The columns that identify a row, with the evidence for it."""

    columns: tuple[str, ...]
    evidence: str
    confidence: str


def find_key(profile: Profile) -> Key | None:
    """The likeliest key: one column, else a pair where the sample is the whole table."""
    if profile.rows < _FEWEST:
        return None
    single = [column for column in profile.columns if is_unique(column, profile.rows)]
    single = [column for column in single if column.filled == profile.rows]
    if single:
        best = max(single, key=lambda column: _likeness(column, profile))
        seen = counted(profile.rows, profile.rows, "rows differ in it and have a value")
        is_named = _is_key_word(best)
        return Key((best.name,), seen, by_number(profile.rows) if is_named else LOW)
    return _pair(profile) if profile.is_whole else None


def is_unique(column: ColumnProfile, rows: int) -> bool:
    """Whether no value stands twice, in a column whose type can be a key's."""
    fits = column.kind is not None and column.kind.name in _KINDS
    return fits and rows >= _FEWEST and column.filled > 1 and column.distinct == column.filled


def _likeness(column: ColumnProfile, profile: Profile) -> tuple[bool, int]:
    return (_is_key_word(column), -profile.columns.index(column))


def _is_key_word(column: ColumnProfile) -> bool:
    return bool(set(split_words(column.name)[-1:]) & _WORDS)


def _pair(profile: Profile) -> Key | None:
    usable = [
        at
        for at, column in enumerate(profile.columns)
        if column.kind is not None
        and column.kind.name in _PART_KINDS
        and column.filled == profile.rows
        and (column.distinct or 0) > 1
    ][:_PARTS]
    for pair in combinations(usable, 2):
        kinds = {(row[pair[0]], row[pair[1]]) for row in profile.sample}
        if len(kinds) == profile.rows:
            names = tuple(profile.columns[at].name for at in pair)
            seen = counted(profile.rows, profile.rows, f"rows differ in {' and '.join(names)}")
            return Key(names, seen, LOW)
    return None
