"""What can change about row rules and about checks of the whole table."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from decimal import Decimal

from dbt_treaty.contracts.model import Check, RowRule
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.evolution.change import Found
from dbt_treaty.evolution.spelling import named, same

Rule = RowRule | Check
# What a rule is told by, and what it weighs; whatever else it has is what it asks for.
_WORDS = frozenset(("name", "description"))
_WEIGHTS = frozenset(("severity", "error_if"))


def row_rule_changes(old: Sequence[RowRule], new: Sequence[RowRule]) -> Iterator[Found]:
    """Every difference between row rules: one of a name, else of the same SQL, is the same rule."""
    yield from _changes("quality.row_rules", "row rule", old, new)


def check_changes(old: Sequence[Check], new: Sequence[Check]) -> Iterator[Found]:
    """Every difference between checks: one of a name, else one that asks the same, is the same."""
    yield from _changes("quality.checks", "check", old, new)


def _changes(part: str, kind: str, old: Sequence[Rule], new: Sequence[Rule]) -> Iterator[Found]:
    left = list(new)
    for rule in old:
        heir = _heir(rule, left)
        title = f"the {kind} {_title(rule)}"
        if heir is None:
            yield Found("check-dropped", part, f"{title} is gone")
            continue
        left.remove(heir)
        yield from (Found(*verdict) for verdict in _kept(part, title, rule, heir))
    yield from (Found("check-added", part, f"the {kind} {_title(rule)} is new") for rule in left)


def _heir(rule: Rule, candidates: Sequence[Rule]) -> Rule | None:
    named_alike = [c for c in candidates if rule.name and _name(c) == _name(rule)]
    asking_alike = [c for c in candidates if _asked(c) == _asked(rule)]
    return next(iter((*named_alike, *asking_alike)), None)


def _kept(part: str, title: str, old: Rule, new: Rule) -> Iterator[tuple[str, str, str]]:
    if _asked(old) != _asked(new):
        yield "check-changed", part, f"{title} asks for something else now"
    if old.severity != new.severity:
        rule = "check-loosened" if new.severity == "warn" else "check-tightened"
        yield rule, part, f"{title} weighs as {new.severity} now"
    before, after = _tolerated(old), _tolerated(new)
    if before != after:
        rule = "check-loosened" if after > before else "check-tightened"
        yield rule, part, f"{title} is an error above {after}% of the rows now"
    told = {f for f in _fields(old) if not same(getattr(old, f), getattr(new, f))}
    if told - _WEIGHTS and (_asked(old) == _asked(new) or _WORDS & told):
        yield "wording-changed", part, f"{title} is told in other words"


def _tolerated(rule: Rule) -> Decimal:
    """The share of rows, in percent, that may break a rule before it is an error."""
    said = rule.error_if if isinstance(rule, RowRule) else None
    return Decimal(0) if said is None else parse_percentage(said)


def _fields(rule: Rule) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(rule) if field.name != "line")


def _asked(rule: Rule) -> tuple[str, ...]:
    """What a rule asks for, less the spacing of its SQL."""
    told = (getattr(rule, f) for f in _fields(rule) if f not in _WORDS | _WEIGHTS)
    return tuple(" ".join(each.split()) if isinstance(each, str) else repr(each) for each in told)


def _name(rule: Rule) -> str:
    return (rule.name or "").lower()


def _title(rule: Rule) -> str:
    asked = rule.sql if isinstance(rule, RowRule) else rule.query or rule.metric
    return rule.name or named(asked)
