"""Columns that know where they come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal, NamedTuple

Kind = Literal["number", "text"]
Evolution = Literal["copy", "mod", "scan"]
SQL_TYPES: dict[Kind, str] = {"number": "bigint", "text": "varchar"}

# Alone or in pairs, none is a word of SQL's own.
_VOCABULARY = """
account amount balance batch campaign category channel city code cost count country currency
customer discount email event fee first gross invoice item last level line margin method name
net order origin partner payment phase plan price quantity rate region score segment shipment
status step store tax total unit user value vendor visit weight
"""
WORDS = tuple(_VOCABULARY.split())


class Origin(NamedTuple):
    """A parent's column and how its value arrives: an edge without its child."""

    relation: str
    column: str
    evolution: Evolution


Origins = frozenset[Origin]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``origins`` are columns of the model's parents."""

    name: str
    kind: Kind
    origins: Origins = frozenset()

    @property
    def type(self) -> str:
        """Its SQL type."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """What a FROM can name: ``sql`` is how, ``columns`` what it has."""

    sql: str
    columns: tuple[Column, ...]

    def of(self, kind: Kind) -> list[Column]:
        """Its columns of one kind."""
        return [column for column in self.columns if column.kind == kind]


def computed(columns: Iterable[Column]) -> Origins:
    """What a value made of these columns comes from."""
    found = (origin for column in columns for origin in column.origins)
    return frozenset(o if o.evolution == "scan" else o._replace(evolution="mod") for o in found)


def scanned(columns: Iterable[Column]) -> Origins:
    """What a value chosen by these columns comes from, besides itself."""
    found = (origin for column in columns for origin in column.origins)
    return frozenset(origin._replace(evolution="scan") for origin in found)


def fresh_name(chance: Random, taken: set[str]) -> str:
    """A column name that is not taken; it is from now on."""
    name = f"{chance.choice(WORDS)}_{chance.choice(WORDS)}"
    while name in taken:
        name = f"{name}_{chance.randrange(100)}"
    taken.add(name)
    return name
