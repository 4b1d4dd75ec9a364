"""What a policy asks: once a project, a model or a column, and which parts of the input."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from dbt_treaty.authored.rego.source import ALL, Mention


class Unit(Enum):
    """What a policy is evaluated once for."""

    PROJECT = "project"
    MODEL = "model"
    COLUMN = "column"


EVERYWHERE = ("input_version", "exceptions", "compute_region", "today")
OF_MODEL = ("pipeline", "lineage", "schema", "columns", "tier", "contract")
OF_COLUMN = ("column", "ancestors")
OF_PROJECT = ("project", "models")
PARTS = {
    Unit.PROJECT: (*EVERYWHERE, *OF_PROJECT),
    Unit.MODEL: (*EVERYWHERE, *OF_MODEL),
    Unit.COLUMN: (*EVERYWHERE, *OF_MODEL, *OF_COLUMN),
}
KNOWN = (*EVERYWHERE, *OF_MODEL, *OF_COLUMN, *OF_PROJECT)


@dataclass(frozen=True, slots=True)
class Question:
    """The unit, the parts of its input that the policy gets, and those of each of the models."""

    unit: Unit
    parts: tuple[str, ...]
    of_models: tuple[str, ...] = OF_MODEL


def question_of(asks: Iterable[Mention], words: Collection[str]) -> Question:
    """What policies ask whose text names these paths of ``input``, and has these words.

    ``models`` and ``project`` are asked once a project; ``ancestors`` and ``column`` once a column;
    any other part of a model once a model. What names nothing of these is asked once a project. A
    text that names ``input`` alone gets every part, once a model unless it says more. Each of the
    models has those of its parts whose names are among the words; all where none is.
    """
    named = {each.path[0] for each in asks}
    if named & set(OF_PROJECT):
        unit = Unit.PROJECT
    elif named & set(OF_COLUMN):
        unit = Unit.COLUMN
    elif named & {*OF_MODEL, ALL}:
        unit = Unit.MODEL
    else:
        unit = Unit.PROJECT
    parts = PARTS[unit] if ALL in named else named & set(PARTS[unit])
    of_models = tuple(part for part in OF_MODEL if part in words)
    return Question(unit, tuple(sorted(parts)), of_models or OF_MODEL)
