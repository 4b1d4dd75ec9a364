"""What the data of one column suggests that its contract promise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from dbt_treaty.infer.confidence import HIGH, LOW, MEDIUM, by_number, counted
from dbt_treaty.infer.keys import Key, is_unique
from dbt_treaty.infer.personal import Personal
from dbt_treaty.infer.personal_names import split_words
from dbt_treaty.infer.profile import ColumnProfile, Profile
from dbt_treaty.infer.shape import find_shape
from dbt_treaty.infer.suggestion import Suggestion

_INTEGERS = frozenset(("integer", "bigint"))
_NUMBERS = _INTEGERS | {"decimal", "float", "double"}
_MOMENTS = frozenset(("date", "timestamp", "timestamp_tz"))
_PLAIN = re.compile(r"-?[0-9]{1,38}(?:\.[0-9]{1,38})?")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./+&:-]{0,39}")
_REPEATS = 5  # rows for each value of a list, at least
_SATURATED = 20
_SHARES: Mapping[str, int] = {
    **dict.fromkeys(("rate", "ratio", "share", "probability"), 1),
    **dict.fromkeys(("percent", "percentage", "pct"), 100),
}
_IDENTIFIERS = frozenset(("id", "key", "code", "no", "number", "sku", "ref", "year"))


def suggest_for_column(
    profile: Profile, at: int, key: Key | None, personal: Personal | None
) -> Iterator[Suggestion]:
    """The suggestions for one column, in the order of a contract's keys.

    Args:
        profile: the table.
        at: the column's index in it.
        key: the columns that seem to identify a row.
        personal: why the column may hold personal data; then no value of it is written.
    """
    column = profile.columns[at]
    yield from _presence(profile, column)
    yield from _uniqueness(profile, column, key)
    if personal is not None:
        sure, likely = personal.confidence, personal.is_likely
        yield Suggestion("tags", "[PII]", personal.evidence, sure, active=likely)
    elif column.filled:
        yield from _values(profile, at)


def _presence(profile: Profile, column: ColumnProfile) -> Iterator[Suggestion]:
    if not profile.rows:
        return
    seen = counted(column.filled, profile.rows, "rows have a value")
    always = column.filled == profile.rows
    sure = by_number(profile.rows) if always else LOW
    yield Suggestion("required", "true", seen, sure, active=always)


def _uniqueness(profile: Profile, column: ColumnProfile, key: Key | None) -> Iterator[Suggestion]:
    if key is not None and column.name in key.columns:
        yield Suggestion("primary_key", "true", key.evidence, key.confidence)
    elif is_unique(column, profile.rows):
        seen = counted(column.filled, column.filled, "values differ")
        yield Suggestion("unique", "true", seen, LOW)


def _values(profile: Profile, at: int) -> Iterator[Suggestion]:
    column = profile.columns[at]
    kind = column.kind.name if column.kind else ""
    if kind == "string":
        listed = _accepted(profile, column)
        yield from [listed] if listed else _pattern(profile, at)
    elif kind in _NUMBERS:
        yield from _range(column)
    elif kind in _MOMENTS and column.least and column.greatest:
        seen = f"the values go from {column.least} to {column.greatest}"
        yield Suggestion("min", json.dumps(column.least[:10]), seen, LOW, active=False)


def _accepted(profile: Profile, column: ColumnProfile) -> Suggestion | None:
    counts = column.counts
    if len(counts) < 2 or column.filled < _REPEATS * len(counts):
        return None
    if not all(_WORD.fullmatch(value) for value in counts):
        return None
    rarest = min(counts.values())
    seen = (
        f"{counted(column.filled, column.filled, 'values')} are one of these {len(counts)}; "
        f"the rarest stands in {rarest:,} {'row' if rarest == 1 else 'rows'}"
    )
    sure = LOW if rarest < _REPEATS else min(by_number(profile.rows), MEDIUM, key=_rank)
    texts = ", ".join(json.dumps(value) for value in sorted(counts))
    return Suggestion("accepted_values", f"[{texts}]", seen, sure)


def _rank(confidence: str) -> int:
    return (LOW, MEDIUM, HIGH).index(confidence)


def _pattern(profile: Profile, at: int) -> Iterator[Suggestion]:
    values = list(profile.values(at))
    pattern = find_shape(values)
    if pattern:
        seen = f"{counted(len(values), len(values), 'sampled values')} have this form"
        sure = min(by_number(len(values)), MEDIUM, key=_rank)
        yield Suggestion("pattern", f"'{pattern.replace(chr(39), chr(39) * 2)}'", seen, sure)


def _range(column: ColumnProfile) -> Iterator[Suggestion]:
    least, greatest = column.least or "", column.greatest or ""
    if not (_PLAIN.fullmatch(least) and _PLAIN.fullmatch(greatest)):
        return
    seen = f"{counted(column.filled, column.filled, 'values')} go from {least} to {greatest}"
    words = set(split_words(column.name))
    top = next((most for word, most in _SHARES.items() if word in words), None)
    if not least.startswith("-"):
        yield Suggestion("min", "0", seen, min(by_number(column.filled), MEDIUM, key=_rank))
        if top is not None and float(greatest) <= top:
            yield Suggestion("max", str(top), f"{seen}, and the name says a share", MEDIUM)
            return
    if words & _IDENTIFIERS:
        return
    narrow = bool(column.distinct) and column.filled >= _SATURATED * (column.distinct or 1)
    if least.startswith("-"):
        yield Suggestion("min", least, seen, LOW, active=narrow)
    yield Suggestion("max", greatest, seen, LOW, active=narrow)
