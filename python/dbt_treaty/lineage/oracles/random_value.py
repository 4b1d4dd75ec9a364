"""Random values of DuckDB's types, few enough that they meet in joins and groups."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from random import Random
from typing import Any

LETTERS = ["a", "b", "c", "x"]
# How a column's values are replaced: marked, by others of its type, …
STRATEGIES = ("marked", "null", "other", "swapped", "one", "doubled")
MARK = "\N{SECTION SIGN}"
_FIELD = re.compile(r"(\w+) ([^,()]+(?:\([^()]*\))?(?:\[\])?)")

_SCALARS: dict[str, Callable[[Random], Any]] = {
    "varchar": lambda random: random.choice(LETTERS),
    "integer": lambda random: random.randint(1, 5),
    "double": lambda random: random.randrange(5) / 2,
    "boolean": lambda random: random.random() < 0.5,
    "date": lambda random: datetime.date(2020 + random.randrange(3), 1, 1),
    "json": lambda random: f'{{"a": "{random.choice(LETTERS)}", "b": {random.randrange(3)}}}',
    "map": lambda random: {"k": random.randrange(5), "z": 1},
}


def random_value(random: Random, type_: str, nulls: float = 0.12) -> Any:
    """A value of a DuckDB type: a scalar's name, ``x[]`` or ``struct(a x, b y)``."""
    if random.random() < nulls:
        return None
    if type_.endswith("[]"):
        return [random_value(random, type_[:-2]) for _ in range(random.randint(1, 3))]
    if type_.startswith("struct("):
        fields = _FIELD.findall(type_[len("struct(") : -1])
        return {name: random_value(random, inner, nulls) for name, inner in fields}
    return _SCALARS["map" if type_.startswith("map(") else type_](random)


def marked(value: Any) -> Any:
    """A value of its own for each value: another number, and a sign in every text it holds."""
    if isinstance(value, str):
        # JSON must stay JSON.
        return value.replace(': "', f': "{MARK}') if value.startswith("{") else MARK + value
    if isinstance(value, list):
        return [marked(item) for item in value]
    if isinstance(value, dict):
        return {key: marked(item) for key, item in value.items()}
    return value + 100 if type(value) in {int, float} else value


def holds_mark(value: Any) -> bool:
    """Whether a value that a query returned holds what ``marked`` put in."""
    if isinstance(value, str):
        return MARK in value
    if isinstance(value, (list, tuple)):
        return any(map(holds_mark, value))
    if isinstance(value, dict):
        return any(map(holds_mark, (*value.keys(), *value.values())))
    return False


def literal(value: Any, type_: str) -> str:
    """A value as DuckDB's SQL spells it."""
    if value is None:
        return "NULL"
    if isinstance(value, list):
        return f"[{', '.join(literal(item, type_[:-2]) for item in value)}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"'{key}': {literal(item, '')}" for key, item in value.items())
        return f"{'MAP ' if type_.startswith('map(') else ''}{{{pairs}}}"
    return str(value) if isinstance(value, (bool, int, float)) else f"'{value}'"


def replaced(random: Random, type_: str, values: list[Any], strategy: str) -> list[Any]:
    """New values for a column, by one of ``STRATEGIES``."""
    if strategy == "marked":
        return [marked(value) for value in values]
    if strategy == "null":
        return [None for _ in values]
    if strategy == "swapped":
        return random.sample(values, len(values))
    if strategy == "doubled":
        return [random.choice(values)] * len(values)
    at = random.randrange(len(values))
    one = strategy == "one"
    return [
        v if one and i != at else random_value(random, type_, 0.0) for i, v in enumerate(values)
    ]
