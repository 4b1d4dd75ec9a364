"""The column that tells how old the newest row is."""

from __future__ import annotations

from collections.abc import Collection

from dbt_treaty.infer.confidence import LOW, MEDIUM, counted
from dbt_treaty.infer.personal_names import split_words
from dbt_treaty.infer.profile import ColumnProfile, Profile
from dbt_treaty.infer.suggestion import Suggestion

_STAMPS = ("timestamp_tz", "timestamp", "date")
# The first word says best when a row came or changed.
_WORDS = (
    *("loaded", "ingested", "synced", "updated", "modified", "changed", "created", "inserted"),
    *("recorded", "event", "happened", "at", "ts", "time", "timestamp", "date", "day"),
)


def find_freshness(profile: Profile, without: Collection[str]) -> Suggestion | None:
    """The likeliest column; ``without`` are those that may be about a person (a day of birth)."""
    usable = [
        column
        for column in profile.columns
        if column.kind is not None
        and column.kind.name in _STAMPS
        and column.filled
        and column.name not in without
    ]
    if not usable:
        return None
    best = min(usable, key=_order)
    seen = counted(best.filled, profile.rows, "rows have a value")
    newest = f"; the newest is {best.greatest}" if best.greatest else ""
    known = _word(best) < len(_WORDS) and best.filled == profile.rows
    return Suggestion("column", best.name, f"{seen}{newest}", MEDIUM if known else LOW)


def _order(column: ColumnProfile) -> tuple[int, int]:
    name = column.kind.name if column.kind else ""
    return (_word(column), _STAMPS.index(name))


def _word(column: ColumnProfile) -> int:
    words = split_words(column.name)
    return min((_WORDS.index(word) for word in words if word in _WORDS), default=len(_WORDS))
