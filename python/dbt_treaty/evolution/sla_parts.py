"""What can change about service levels: a judge for each field of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.duration import parse_duration
from dbt_treaty.contracts.model import Sla
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.evolution.change import Found
from dbt_treaty.evolution.spelling import named, same

# How a level is read, and whether a greater value promises more.
_Reader = tuple[Callable[[str], Any], bool]
LEVELS: Mapping[str, _Reader] = {
    "freshness": (parse_duration, False),
    "completeness": (parse_percentage, True),
    "accuracy": (parse_percentage, True),
    "late_arrival_window": (parse_duration, False),
}
# What a level is measured by, and the level: the two come and go together.
MEASURES = {
    "freshness_column": "freshness",
    "completeness_reference": "completeness",
    "accuracy_window": "accuracy",
    "late_arrival_column": "late_arrival_window",
    "late_arrival_loaded": "late_arrival_window",
}


def sla_changes(old: Sla, new: Sla) -> Iterator[Found]:
    """Every difference between two versions' service levels."""
    for field in dataclasses.fields(Sla):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if same(before, after):
            continue
        told = f"sla.{field.name} goes from {named(before)} to {named(after)}"
        for rule in _rules(field.name, old, new):
            yield Found(rule, f"sla.{field.name}", told)


def _rules(field: str, old: Sla, new: Sla) -> Iterator[str]:
    before, after = getattr(old, field), getattr(new, field)
    if field in LEVELS:
        yield _level_rule(field, before, after)
    elif field in MEASURES:
        level = MEASURES[field]
        if getattr(old, level) is not None and getattr(new, level) is not None:
            yield "sla-measure-added" if before is None else "sla-measure-changed"
        else:  # a level that is new or gone takes its measure along
            yield "sla-tightened" if before is None else "sla-loosened"
    elif field == "severity":
        yield "sla-tightened" if after == "error" else "sla-loosened"
    else:
        yield "other-changed"


def _level_rule(field: str, before: str | None, after: str | None) -> str:
    if before is None:
        return "sla-tightened"
    if after is None:
        return "sla-loosened"
    read, greater_is_more = LEVELS[field]
    try:
        old, new = read(before), read(after)
    except ValueError:  # a contract that another reader let pass
        return "sla-loosened"
    if old == new:
        return "wording-changed"
    return "sla-tightened" if (new > old) is greater_is_more else "sla-loosened"
