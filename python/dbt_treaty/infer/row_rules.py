"""Rules between the columns of a row that no sampled row breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations, islice, permutations

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.infer.confidence import LOW, MEDIUM, by_number, counted
from dbt_treaty.infer.personal_names import split_words
from dbt_treaty.infer.profile import ColumnProfile, Profile

_EXACT = frozenset(("integer", "bigint", "decimal"))
_STAMPS = frozenset(("date", "timestamp", "timestamp_tz"))
_FEWEST = 20  # rows from which an order is more than chance
_MOST_RULES = 10
_MOST_COLUMNS = 8
# Names that SQL keeps for itself: a rule with one would need quotes.
_RESERVED = frozenset(
    """
    all and any as asc between by case check column create date day default desc distinct do
    else end exists false for from full group having in index interval into is join key left
    like limit not null of on or order outer primary range references right row rows select set
    some table then time timestamp to true union unique user using values when where with year
    """.split()  # noqa: SIM905 - sixty quotes would hide the words
)
_NUMBER_WORDS = (
    frozenset(("net", "gross")),
    frozenset(("min", "max")),
    frozenset(("start", "end")),
    frozenset(("discount", "total")),
    frozenset(("discount", "amount")),
    frozenset(("discount", "price")),
    frozenset(("refund", "amount")),
    frozenset(("paid", "total")),
)


@dataclass(frozen=True, slots=True)
class RuleSuggestion:
    """A row rule with its name, evidence and confidence."""

    name: str
    sql: str
    evidence: str
    confidence: str


def suggest_row_rules(profile: Profile) -> tuple[RuleSuggestion, ...]:
    """At most ten rules: one moment after another, one amount at most another, sums."""
    usable = [
        at
        for at, column in enumerate(profile.columns)
        if is_identifier(column.name) and column.name.lower() not in _RESERVED
    ]
    found = (*_orders(profile, usable), *_sums(profile, usable))
    return tuple(islice(found, _MOST_RULES))


def _orders(profile: Profile, usable: list[int]) -> Iterator[RuleSuggestion]:
    for first, second in permutations(usable, 2):
        low, high = profile.columns[first], profile.columns[second]
        if not _comparable(low, high):
            continue
        pairs = [
            (_value(row[first], low), _value(row[second], high))
            for row in profile.sample
            if row[first] is not None and row[second] is not None
        ]
        known = [pair for pair in pairs if pair[0] is not None and pair[1] is not None]
        holds = all(one <= other for one, other in known)  # type: ignore[operator] # of one kind
        whole = len(known) == len(pairs) >= _FEWEST
        if whole and holds and any(one != other for one, other in known):
            sql = f"{low.name} <= {high.name}"
            yield _rule(f"{low.name}_up_to_{high.name}", sql, len(known), profile)


def _comparable(low: ColumnProfile, high: ColumnProfile) -> bool:
    if low.kind is None or high.kind is None:
        return False
    if low.kind.name in _STAMPS:
        return low.kind.name == high.kind.name
    words = (set(split_words(low.name)), set(split_words(high.name)))
    related = any(
        pair & words[0] and pair & words[1] and pair <= words[0] | words[1]
        for pair in _NUMBER_WORDS
    )
    return low.kind.name in _EXACT and high.kind.name in _EXACT and related


def _sums(profile: Profile, usable: list[int]) -> Iterator[RuleSuggestion]:
    exact = [at for at in usable if _kind(profile.columns[at]) == "decimal"][:_MOST_COLUMNS]
    numbers = {at: [_number(row[at]) for row in profile.sample] for at in exact}
    for total in exact:
        for one, other in combinations([at for at in exact if at != total], 2):
            rows = zip(numbers[one], numbers[other], numbers[total], strict=True)
            known = [(a, b, c) for a, b, c in rows if None not in (a, b, c)]
            holds = all(a + b == c for a, b, c in known)  # type: ignore[operator] # none is None
            if len(known) >= _FEWEST and holds and all(_varies(numbers[at]) for at in (one, other)):
                names = [profile.columns[at].name for at in (one, other, total)]
                sql = f"{names[0]} + {names[1]} = {names[2]}"
                yield _rule(f"{names[2]}_is_the_sum", sql, len(known), profile)


def _varies(numbers: list[Decimal | None]) -> bool:
    return len({number for number in numbers if number}) > 1


def _rule(name: str, sql: str, known: int, profile: Profile) -> RuleSuggestion:
    rows = "rows" if profile.is_whole else "sampled rows"
    seen = f"holds in {counted(known, known, rows)} that have all its values"
    sure = LOW if by_number(known) == LOW else MEDIUM
    return RuleSuggestion(name[:63], sql, seen, sure)


def _kind(column: ColumnProfile) -> str:
    return column.kind.name if column.kind else ""


def _value(text: str | None, column: ColumnProfile) -> Decimal | str | None:
    if _kind(column) not in _STAMPS:
        return _number(text)
    # Only texts of one length and zone have the order of time.
    found = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d+)?))?(?:\+00(?::?00)?|Z)?", text or ""
    )
    if found is None:
        return None
    clock, _, fraction = (found[2] or "00:00:00").partition(".")
    return f"{found[1]} {clock}.{fraction:<09}"


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
