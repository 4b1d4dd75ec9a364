"""How far a change reaches: what it can touch, and what is needed to judge that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.order import reached, turned
from dbt_treaty.recheck.kept import Kept

_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"\\|U&", re.IGNORECASE)
# Beyond this part of a project it is quicker to check the whole.
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Region:
    """Parts of a project by unique id.

    ``touched`` are the changed resources and all that is made of them: no other finding can be
    another one now. ``part`` are these and all that they are made of. ``beside`` are more that read
    what is in the part, and decide which columns of that are known to be read.
    """

    touched: frozenset[str]
    part: frozenset[str]
    beside: frozenset[str]


def region(kept: Kept, changed: Collection[str]) -> Region | None:
    """How far a change of these reaches; None where that is too far to be worth while."""
    readers = turned(kept.needs)
    touched = reached(changed, readers)
    part = reached(touched, kept.needs)
    if len(part) > MOST * len(kept.needs) or not part.isdisjoint(kept.shared):
        return None
    beside = {reader for each in part.intersection(kept.open) for reader in readers.get(each, ())}
    return Region(frozenset(touched), frozenset(part), frozenset(beside - part))


def named_in(places: Mapping[str, Collection[str]], queries: Iterable[str]) -> set[str]:
    """The unique ids of all that queries may name: whose name stands in one of them as a word.

    Where a text may have letters written as their numbers, that is all there is.
    """
    listed = tuple(queries)
    if any(_ESCAPED.search(sql) for sql in listed):
        return {id_ for ids in places.values() for id_ in ids}
    # A letter's lower case may depend on its neighbours: a name is folded by itself.
    words = {word.lower() for sql in listed for word in _WORD.findall(sql)}
    return {id_ for name in _among(places, words) for id_ in places[name]}


def _among(places: Mapping[str, Collection[str]], words: set[str]) -> Iterator[str]:
    yield from words & places.keys()
    # A name that is no word may be written in more than one way.
    yield from (name for name in places if not _WORD.fullmatch(name))
