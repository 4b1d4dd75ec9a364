"""What can change about one column: a judge for each field of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dbt_treaty.contracts.logical_type import LogicalTypeError, parse_type
from dbt_treaty.contracts.model import ContractColumn
from dbt_treaty.contracts.value import order_of
from dbt_treaty.evolution.change import Switched
from dbt_treaty.evolution.spelling import listed, named, same, spelled
from dbt_treaty.evolution.type_change import type_change


@dataclass(frozen=True, slots=True)
class Columns:
    """One column before and after, with the product's name and who switches on its columns."""

    product: str
    old: ContractColumn
    new: ContractColumn
    switched: Switched


# The rule that speaks, and what it says of the column after its name: ``goes from 1 to 2``.
Verdict = tuple[str, str]
Judge = Callable[[Columns, Any, Any], Iterator[Verdict]]


def _flag(added: str, dropped: str, what: str) -> Judge:
    def judge(_columns: Columns, _old: bool, new: bool) -> Iterator[Verdict]:
        yield (added, f"is {what} now") if new else (dropped, f"is no longer {what}")

    return judge


def _type(_columns: Columns, old: str, new: str) -> Iterator[Verdict]:
    yield f"type-{type_change(old, new)}", f"goes from {named(old)} to {named(new)}"


def _promise(added: str, changed: str, what: str) -> Judge:
    """A part that is absent, or says something that can only be the same or not."""

    def judge(_columns: Columns, old: Any, new: Any) -> Iterator[Verdict]:
        if old is None:
            yield added, f"has the {what} {spelled(new)} now"
        elif new is None:
            yield changed, f"no longer has the {what} {spelled(old)}"
        else:
            yield changed, f"has the {what} {spelled(new)} in place of {spelled(old)}"

    return judge


def _description(_columns: Columns, _old: str, _new: str) -> Iterator[Verdict]:
    yield "wording-changed", "is described in other words"


def tag_verdicts(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Verdict]:
    """Which tags are new and which are gone, of a column or of the product."""
    yield from (("tag-removed", f"no longer has the tag {t}") for t in old if t not in new)
    yield from (("tag-added", f"has the tag {t} now") for t in new if t not in old)


def _tags(_columns: Columns, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Verdict]:
    yield from tag_verdicts(old, new)


def _accepted(columns: Columns, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Verdict]:
    if not old:
        yield "values-listed", f"accepts nothing but {listed(new)} now"
    elif not new:
        yield "values-unlisted", f"accepts any value now, not only {listed(old)}"
    else:
        was, is_ = {spelled(value) for value in old}, {spelled(value) for value in new}
        gone = [value for value in old if spelled(value) not in is_]
        come = [value for value in new if spelled(value) not in was]
        if gone:
            yield "value-removed", f"no longer accepts {listed(gone)}"
        if come:
            yield _widened(columns, f"accepts {listed(come)} as well now")


def _widened(columns: Columns, told: str) -> Verdict:
    switched = columns.switched(columns.product, columns.old.name)
    if switched is None:
        return "value-added-switched", f"{told}, and whether a reader switches on it can't be told"
    if switched:
        return "value-added-switched", f"{told}, and a condition downstream reads it"
    return "value-added", f"{told}; no condition downstream reads it"


def _bound(key: str, sign: int) -> Judge:
    """``sign`` is 1 where a greater value is the tighter one."""

    def judge(columns: Columns, old: Any, new: Any) -> Iterator[Verdict]:
        told = f"has the {key} {spelled(new)} in place of {spelled(old)}"
        if old is None or new is None:
            yield ("range-tightened" if old is None else "range-loosened"), told
            return
        before, after = _order(columns.old, old), _order(columns.new, new)
        if before is not None and before == after:
            return  # another spelling of the same bound
        tighter = _is_greater(after, before) if sign > 0 else _is_greater(before, after)
        yield ("range-tightened" if tighter else "range-loosened"), told

    return judge


def _order(column: ContractColumn, value: Any) -> Any:
    try:
        return order_of(value, parse_type(column.type))
    except LogicalTypeError:
        return None


def _is_greater(one: Any, other: Any) -> bool:
    """False where two bounds can't be compared: then the range counts as loosened."""
    return type(one) is type(other) and one is not None and bool(one > other)


# What says which column it is, and what is no part of its meaning.
IDENTITY = frozenset(("name", "line"))
PARTS: Mapping[str, Judge] = {
    "type": _type,
    "required": _flag("required-added", "required-dropped", "required"),
    "unique": _flag("unique-added", "unique-dropped", "unique"),
    "primary_key": _flag("primary-key-changed", "primary-key-changed", "in the primary key"),
    "references": _promise("reference-added", "reference-changed", "reference"),
    "description": _description,
    "default": _promise("default-added", "default-changed", "default"),
    "tags": _tags,
    "mask": _promise("mask-added", "mask-changed", "mask"),
    "accepted_values": _accepted,
    "min": _bound("min", 1),
    "max": _bound("max", -1),
    "pattern": _promise("pattern-added", "pattern-changed", "pattern"),
}


def column_verdicts(columns: Columns, field: str) -> Iterator[Verdict]:
    """What changed about one field of a column; nothing where it is written alike.

    A difference that no judge speaks of is one of spelling, as of ``1`` and ``1.0``; that of a
    field without a judge is one that nothing is known of.
    """
    old, new = getattr(columns.old, field), getattr(columns.new, field)
    if same(old, new):
        return
    if field not in PARTS:
        yield "other-changed", f"has another {field}"
        return
    verdicts = list(PARTS[field](columns, old, new))
    yield from verdicts or [("wording-changed", f"spells its {field} otherwise")]
