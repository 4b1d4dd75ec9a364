"""One model: a chain of common table expressions over its parents."""

from __future__ import annotations

from random import Random

from bench.workload.steps import (
    LEAST,
    MOST,
    Step,
    grouped,
    imported,
    joined,
    picked,
    united,
    windowed,
)
from bench.workload.table import Table

_NAMES = ("renamed", "enriched", "ranked", "cleaned", "combined", "prepared", "scored", "matched")


def query(chance: Random, parents: list[Table], *, listed: bool) -> Step:
    """A model's query over one to three parents.

    Args:
        chance: what is drawn from.
        parents: what it reads.
        listed: whether the last select names its columns, as it must where a parent's are not all
            known; else every third model ends in ``select *``.
    """
    wanted, names = chance.randint(3, 6), iter(chance.sample(_NAMES, len(_NAMES)))
    steps: dict[str, Step] = {}
    sources = [_step(steps, f"source_{at}", imported(each)) for at, each in enumerate(parents)]
    current, *rest = sources
    while rest or len(steps) < wanted:
        other = rest.pop() if rest else None
        current = _step(steps, next(names), _next(chance, current, other, sources[0]))
    star = not listed and LEAST <= len(current.columns) <= MOST and chance.random() < 1 / 3
    last = imported(current) if star else picked(chance, current)
    chain = ",\n\n".join(f"{name} as (\n{_indented(each.sql)}\n)" for name, each in steps.items())
    return Step(f"with\n\n{chain}\n\n{last.sql}\n", last.columns)


def _step(steps: dict[str, Step], name: str, step: Step) -> Table:
    steps[name] = step
    return Table(name, step.columns)


def _next(chance: Random, current: Table, other: Table | None, first: Table) -> Step:
    """The next link of the chain; a parent not read yet is joined or put below."""
    if other is not None:
        way = joined if chance.random() < 0.75 else united
        return way(chance, current, other)
    way_alone = chance.choice((picked, picked, windowed, windowed, grouped, None))
    return way_alone(chance, current) if way_alone else united(chance, current, first)


def _indented(sql: str) -> str:
    return "\n".join(f"    {line}" for line in sql.splitlines())
