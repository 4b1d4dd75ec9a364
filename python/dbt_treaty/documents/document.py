"""A document: plain data, and where each piece of it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Place

DataPath = tuple[str | int, ...]
Scalar = str | int | float | bool | None
Data = Union[Scalar, "list[Data]", "dict[str, Data]"]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands: its key (None for a list's item) and its value.

    ``text`` is a scalar as it is written (``2.10``, where the value is the number 2.1).
    """

    key: Place | None
    value: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file and the place of every entry, by its path of keys and indexes.

    Where the data is a translation, ``origins`` has the paths that the file itself uses.
    """

    path: str
    data: Data
    spots: Mapping[DataPath, Spot]
    origins: Mapping[DataPath, DataPath] = field(default_factory=dict)

    def key(self, path: DataPath) -> Place:
        """The place of an entry's key: of its value in a list, of its parent where it is absent."""
        spot = self._nearest(path)
        return spot.key or spot.value

    def value(self, path: DataPath) -> Place:
        """The place of an entry's value, or of the nearest parent's where the entry is absent."""
        return self._nearest(path).value

    def text(self, path: DataPath) -> str:
        """A scalar as it is written; empty for what is none."""
        return self.spots[path].text if path in self.spots else ""

    def spell(self, path: DataPath) -> str:
        """A data path as a person who knows the file writes it."""
        known = path
        while known and known not in self.origins:
            known = known[:-1]
        return spell((*self.origins.get(known, known), *path[len(known) :]))

    def _nearest(self, path: DataPath) -> Spot:
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots[path]


def spell(path: DataPath) -> str:
    """A data path as a person writes it: ``schema[2].type``; empty for the whole document."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{quote(step)}]"
    return text
