"""Parts of inputs by their form: what they are made of besides names.

Of a hundred thousand columns most are made of the same but for their names. So a part tells its
form and its names at once, and is built as plain data only when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec

NAMES = frozenset({"id", "name", "table", "column", "path"})


class Made(NamedTuple):
    """A part: parts of one form and of the same pattern of names differ in their names alone.

    ``names`` are those that stand in it, in any order that follows from the form; ``value`` builds
    it as plain data.
    """

    form: int
    names: tuple[str, ...]
    value: Callable[[], Any]


class Forms:
    """The numbers of the forms that there are."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, kind: str, *made_of: Hashable) -> int:
        """The number of a form: the same for what is made of the same."""
        return self._numbers.setdefault((kind, made_of), len(self._numbers))

    def named(self, value: Any) -> Made:
        """Data whose fields called ``NAMES`` hold names."""
        names: list[str] = []
        form = self.number("named", _form(value, names))
        return Made(form, tuple(names), lambda: value)

    def plain(self, value: Any) -> Made:
        """Data in which no name is looked for."""
        return Made(self.number("plain", msgspec.json.encode(value)), (), lambda: value)

    def alone(self, part: Made) -> Made:
        """A list of one part."""
        return Made(self.number("listed", part.form), part.names, lambda: [part.value()])

    def listed(self, parts: Sequence[Made]) -> Made:
        """A list of parts."""
        form = self.number("listed", *(part.form for part in parts))
        names = tuple(chain.from_iterable(part.names for part in parts))
        return Made(form, names, lambda: [part.value() for part in parts])


def pattern(
    names: Iterable[str], fixed: Iterable[str]
) -> tuple[tuple[str | int, ...], tuple[str, ...]]:
    """Which of some names are equal, or one of the fixed texts; and those that are not, once each.

    Equal names have equal numbers, a fixed text stands for itself.
    """
    seen: dict[str, str | int] = {text: text for text in fixed}
    known = len(seen)
    found = tuple([seen.setdefault(name, len(seen)) for name in names])
    return found, tuple(seen)[known:]


def _form(value: Any, names: list[str]) -> Hashable:
    """What a value is made of; the names in it are put into a list."""
    if type(value) is str:
        return value
    if type(value) is dict:
        return tuple([(key, _field(key, each, names)) for key, each in value.items()])
    if type(value) is list:
        return tuple([_form(each, names) for each in value])
    return (type(value), value)


def _field(key: str, value: Any, names: list[str]) -> Hashable:
    if key in NAMES:
        names.append(value)
        return None
    return _form(value, names)
