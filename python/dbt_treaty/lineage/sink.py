"""The ways that flow into one output column while its expression is read."""

from __future__ import annotations

from typing import Any

from dbt_treaty.lineage.output import Column, Way, suspects_of
from dbt_treaty.lineage.shape import Shape, either, keeps_fields

# The functions still to be passed on the way out, innermost first; None: the value is only read.
Chain = tuple[str, ...] | None

WAYS_PER_PARENT = 64
MANY = "many_ways"


class Sink:
    """Collects ways. ``aggregate`` tells that an aggregate was met, ``type`` the outermost type.

    Values whose fields are known wait in ``structs``: together they are what the fields are of,
    unless another value flows in.
    """

    __slots__ = ("aggregate", "reason", "structs", "suspects", "type", "ways")

    def __init__(self) -> None:
        self.ways: dict[Way, None] = {}
        self.structs: list[Column] | None = None
        self.reason: str | None = None
        self.suspects: tuple[str, ...] = ()
        self.type: Any = None
        self.aggregate = False

    def read(self, column: Column, chain: Chain) -> None:
        """Let a column's value flow in, or be read, through ``chain``."""
        ways = self.ways
        if chain is None:
            for relation, name, _, _ in column.ways:
                ways[relation, name, "scan", ()] = None
            if column.reason is not None:
                # Which of the columns is read cannot be known, so all of them are.
                for relation in suspects_of(column):
                    ways[relation, "*", "scan", ()] = None
            return
        if column.shape is not None and keeps_fields(chain):
            self._shaped(column, chain)
        elif chain:
            for relation, name, evolution, done in column.ways:
                if evolution == "scan":
                    ways[relation, name, "scan", ()] = None
                else:
                    ways[relation, name, "mod", done + chain] = None
        else:
            ways.update(dict.fromkeys(column.ways))
            self.type = column.type
        if column.reason is not None:
            self._doubt(column)

    def _shaped(self, column: Column, chain: tuple[str, ...]) -> None:
        self.structs = self.structs or []
        self.structs.append(column.passing(*chain) if chain else column)
        if not chain:
            self.type = column.type

    def _shape(self) -> Shape | None:
        """The fields of what has been collected; a scan beside them chose the value."""
        scans = tuple(way for way in self.ways if way[2] == "scan")
        if len(scans) < len(self.ways):
            return None
        shapes = [column.shape for column in self.structs or () if column.shape is not None]
        shape = either(shapes)
        return None if shape is None else shape.beside(scans)

    def _doubt(self, column: Column) -> None:
        self.reason = self.reason or column.reason
        self.suspects = tuple(dict.fromkeys((*self.suspects, *suspects_of(column))))

    def column(self, name: str) -> Column:
        """What has been collected, as a column."""
        ways = tuple(self.ways)
        if self.structs is not None:
            held = (way for struct in self.structs for way in struct.ways)
            ways = tuple(dict.fromkeys((*ways, *held)))
        if len(ways) > WAYS_PER_PARENT:
            ways = bounded(ways)
        shape = None if self.structs is None else self._shape()
        return Column(name, ways, self.type, self.reason, self.suspects, None, shape)


def bounded(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The ways, no more than ``WAYS_PER_PARENT`` (and one) for each parent and evolution.

    Too many ways of one parent are first cut to those whose set of transforms contains no
    other's: what a chain strips or masks it does by one of its transforms, so a way with fewer of
    them is the more dangerous one, and none that is dropped is more dangerous than one that stays.
    If there are still too many, they become one way with the transforms that all of them share (and
    ``many_ways``, a function nobody vouches for): it strips and masks no more than any of them.
    """
    groups: dict[tuple[str, str, str], list[tuple[str, ...]]] = {}
    for relation, name, evolution, chain in ways:
        groups.setdefault((relation, name, evolution), []).append(chain)
    kept: list[Way] = []
    for parent, chains in groups.items():
        few = chains if len(chains) <= WAYS_PER_PARENT else least(chains)
        if len(few) > WAYS_PER_PARENT:
            shared = frozenset(few[0]).intersection(*few[1:])
            few = [(*(name for name in few[0] if name in shared), MANY)]
        kept.extend((*parent, chain) for chain in few)
    return tuple(kept)


def least(chains: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The chains whose set of transforms contains no other's, one for each set."""
    kept: list[tuple[frozenset[str], tuple[str, ...]]] = []
    for chain in sorted(chains, key=lambda c: (len(set(c)), len(c), c)):
        names = frozenset(chain)
        if not any(other <= names for other, _ in kept):
            kept.append((names, chain))
        if len(kept) > 4 * WAYS_PER_PARENT:
            # No need to look further: the caller lets so many become one. It has to see the rest.
            return [*(chain for _, chain in kept), *chains]
    return [chain for _, chain in kept]
