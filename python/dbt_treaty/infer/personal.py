"""Whether a column is likely to hold personal data, by its name and by its values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dbt_treaty.infer.confidence import HIGH, LOW, MEDIUM, counted
from dbt_treaty.infer.personal_names import kind_by_name
from dbt_treaty.infer.personal_values import CARD, EMAIL, IBAN, PERSON, count_kinds

_MOST, _HALF = 0.9, 0.5
_ENOUGH = 20  # values from which a share says something
# One such value is one too many, however few there are.
_TELLING = frozenset((EMAIL, IBAN))
_FORM_ONLY = frozenset((PERSON,))
_NUMBERS = frozenset(("integer", "bigint", "decimal"))
_MOMENTS = frozenset(("date", "time", "timestamp", "timestamp_tz", "interval", "boolean"))


@dataclass(frozen=True, slots=True)
class Personal:
    """Why a column is likely personal data: ``evidence`` in words, and how sure that is.

    ``is_likely`` is false where only a value here and there looks like it: that is no reason for a
    tag, but enough to write none of the column's values down.
    """

    evidence: str
    confidence: str
    is_likely: bool = True


def find_personal(name: str, type_name: str, values: Collection[str]) -> Personal | None:
    """What speaks for personal data in a column; None where nothing does.

    Args:
        name: the column's name.
        type_name: the name of its logical type.
        values: the sampled values, as texts.
    """
    named = kind_by_name(name, type_name)
    kind, hits = _commonest(type_name, values)
    if not hits:
        return Personal(f"likely {named[0]}: by its name", named[1]) if named else None
    share = hits / len(values)
    seen = f"{counted(hits, len(values), 'sampled values')} look like {_plural(kind)}"
    if share >= _HALF or named:
        by_name = "by its name, and " if named else ""
        likely = named[0] if named and share < _HALF else kind
        return Personal(f"likely {likely}: {by_name}{seen}", _sure(kind, share, len(values), named))
    return Personal(f"perhaps {kind}: {seen}", LOW, is_likely=kind in _TELLING)


def _commonest(type_name: str, values: Collection[str]) -> tuple[str, int]:
    if type_name in _MOMENTS or not values:
        return "", 0
    kinds = count_kinds(values)
    if type_name in _NUMBERS:
        # One number in ten passes Luhn's check by chance.
        kinds = {CARD: kinds.get(CARD, 0)} if kinds.get(CARD, 0) > _HALF * len(values) else {}
    elif type_name in ("float", "double"):
        kinds = {}
    # Of two kinds the one that a single value gives away.
    return max(kinds.items(), key=lambda pair: (pair[0] in _TELLING, pair[1]), default=("", 0))


def _sure(kind: str, share: float, values: int, named: tuple[str, str] | None) -> str:
    if kind in _FORM_ONLY:
        return MEDIUM if named else LOW
    if share >= _MOST and (named or values >= _ENOUGH):
        return HIGH
    return MEDIUM if share >= _HALF or named else LOW


def _plural(kind: str) -> str:
    noun = kind.partition(" ")[2]
    return "persons' names" if kind == PERSON else f"{noun}es" if noun.endswith("s") else f"{noun}s"
