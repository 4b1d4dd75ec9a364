"""The columns a query, CTE or relation gives, with every way a value took to them.

These are the engine's own moulds, mutable and without checks: they are made by the million. Nothing
that a column holds ever holds the column: none is part of a cycle, and the garbage collector need
not know them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dbt_treaty.lineage.shape import Shape, compares, either, keeps_fields

# (relation, column, evolution, transforms): a plain tuple hashes and sorts at C speed, and
# in the order that the edges of the model have.
Way = tuple[str, str, str, tuple[str, ...]]

NOTHING: frozenset[str] = frozenset()


class Open:
    """Columns that are not known by name: those of a relation without schema, of a struct, ….

    A name that nothing else explains may be one of them, unless ``excluded``. It is then
    column ``name`` of ``relation``, which has passed ``transforms`` where these are not None, or
    what ``ways``, ``reason`` and ``suspects`` say. ``named``: they are the fields of a value that
    has a name itself, so that a bare name may well mean something else.
    """

    __slots__ = ("excluded", "named", "reason", "relation", "suspects", "transforms", "ways")

    def __init__(
        self,
        relation: str | None,
        reason: str | None = None,
        suspects: tuple[str, ...] = (),
        ways: tuple[Way, ...] = (),
        excluded: frozenset[str] = NOTHING,
    ) -> None:
        self.relation = relation
        self.reason = reason
        self.suspects = suspects
        self.ways = ways
        self.excluded = excluded
        self.transforms: tuple[str, ...] | None = None
        self.named = False

    def without(self, keys: Iterable[str]) -> Open:
        """The same columns save these (lower case)."""
        excluded = self.excluded.union(keys)
        if len(excluded) == len(self.excluded):
            return self
        open_ = Open(self.relation, self.reason, self.suspects, self.ways, excluded)
        open_.transforms = self.transforms
        open_.named = self.named
        return open_

    def passing(self, transforms: tuple[str, ...]) -> Open:
        """The same columns once their values have passed these functions."""
        ways = passed(self.ways, transforms)
        open_ = Open(self.relation, self.reason, self.suspects, ways, self.excluded)
        open_.transforms = (self.transforms or ()) + transforms
        return open_

    def column(self, name: str) -> Column:
        """The column of this name, which nothing but its being asked for vouches for."""
        if self.relation is not None and self.transforms is not None:
            return Column(name, ((self.relation, name, "mod", self.transforms),))
        if self.relation is not None:
            return Column(name, ((self.relation, name, "copy", ()),))
        return Column(name, self.ways, None, self.reason, self.suspects)

    def star(self) -> Column:
        """The place these columns take in a list of columns."""
        column = Column("*", self.ways, None, self.reason or "unknown schema", self.suspects)
        column.open = self
        return column


class Column(msgspec.Struct, eq=False, gc=False):
    """One column: its name, its ways, and why it is not resolved if it is not.

    ``type`` is a type's text, a sqlglot DataType (rendered only if asked for) or None; ``shape``
    has the fields of a struct whose making the query shows; ``key`` is the name in lower case.
    """

    name: str
    ways: tuple[Way, ...] = ()
    type: Any = None
    reason: str | None = None
    suspects: tuple[str, ...] = ()
    open: Open | None = None
    shape: Shape | None = None
    key: str = ""

    def __post_init__(self) -> None:
        self.key = self.name.lower()

    def named(self, name: str) -> Column:
        """The same column under another name."""
        return Column(name, self.ways, self.type, self.reason, self.suspects, None, self.shape)

    def passing(self, *transforms: str) -> Column:
        """The same column once its value has passed these functions."""
        column = Column(self.name, passed(self.ways, transforms), None, self.reason, self.suspects)
        if self.shape is not None and keeps_fields(transforms):
            column.shape = self.shape.passing(transforms)
            if compares(transforms):
                column.shape = column.shape.beside(looked_at(self.ways))
        return column

    def held(self, transforms: tuple[str, ...]) -> Column:
        """The same column within a value that has passed these functions: its fields stay."""
        column = self.passing(*transforms)
        column.open = None if self.open is None else self.open.passing(transforms)
        if self.shape is not None:
            column.shape = self.shape.passing(transforms)
        return column

    def relations(self) -> Iterable[str]:
        """The relations its value may come from."""
        yield from (way[0] for way in self.ways)
        yield from self.suspects


class Output:
    """Columns in order; ``rows`` the ways that choose its rows, ``uses`` the outputs it reads.

    ``called`` is a common table expression's name as the engine keeps it, where case counts;
    ``value`` the one value that each row is, of which the columns are the fields (BigQuery's SELECT
    AS STRUCT and AS VALUE). Whoever makes one may have its ``index``, if no name in that is open or
    has two columns.
    """

    __slots__ = ("_index", "_opens", "called", "columns", "rows", "uses", "value")

    def __init__(
        self,
        columns: list[Column],
        rows: dict[Way, None] | None = None,
        uses: list[Output] | None = None,
        index: dict[str, Column] | None = None,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.uses = uses
        self.called: str | None = None
        self.value: Column | None = None
        self._index = index
        self._opens: list[Open] = []

    @property
    def index(self) -> dict[str, Column]:
        """The columns by lower-case name; of several with one name, what they hold together."""
        if self._index is None:
            self._index = self._build()
        return self._index

    @property
    def opens(self) -> list[Open]:
        """The columns that are not known by name."""
        if self._index is None:
            self._index = self._build()
        return self._opens

    def _build(self) -> dict[str, Column]:
        index = {column.key: column for column in self.columns}
        if len(index) == len(self.columns) and "*" not in index:
            return index
        index = {}
        for column in self.columns:
            if column.open is not None:
                self._opens.append(column.open)
            elif index.setdefault(column.key, column) is not column:
                index[column.key] = together(index[column.key], column)
        return index

    def relations(self) -> dict[str, None]:
        """The relations the columns may come from, in order."""
        return dict.fromkeys(rel for column in self.columns for rel in relations_of(column))


def passed(ways: tuple[Way, ...], transforms: tuple[str, ...]) -> tuple[Way, ...]:
    """The ways once their values have passed these functions."""
    return tuple(
        way if way[2] == "scan" else (way[0], way[1], "mod", way[3] + transforms) for way in ways
    )


def looked_at(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The ways of values that are only read."""
    return tuple(dict.fromkeys((relation, name, "scan", ()) for relation, name, _, _ in ways))


def relations_of(column: Column) -> Iterable[str]:
    """The relations a column, or the columns a star stands for, may come from."""
    if column.open is not None and column.open.relation is not None:
        yield column.open.relation
    yield from column.relations()


def suspects_of(column: Column) -> Iterable[str]:
    """The relations any column of which a column, or a star, may be, besides its ways."""
    if column.open is not None and column.open.relation is not None:
        yield column.open.relation
    yield from column.suspects


def together(first: Column, second: Column) -> Column:
    """A column that is either, or both: a shared column of a join, an ambiguous name."""
    if first is second:
        return first
    column = Column(
        first.name,
        tuple(dict.fromkeys(first.ways + second.ways)),
        first.type if first.type == second.type else None,
        first.reason or second.reason,
        tuple(dict.fromkeys(first.suspects + second.suspects)),
    )
    if first.open is not None and second.open is not None:
        column.open = first.open
    column.shape = shape_of_either(first, second)
    return column


def shape_of_either(first: Column, second: Column) -> Shape | None:
    """The fields of a value that is one column's or the other's; a bare NULL has any."""
    if first.shape is None and second.shape is None:
        return None
    if first.shape is None or second.shape is None:
        bare = first if first.shape is None else second
        return None if bare.ways or bare.reason else first.shape or second.shape
    return either([first.shape, second.shape])


def unresolved(name: str, candidates: Iterable[Open]) -> Column:
    """A column that any of several unknown schemas may hold."""
    suspects: dict[str, None] = {}
    ways: dict[Way, None] = {}
    for open_ in candidates:
        if open_.relation is not None:
            suspects[open_.relation] = None
        suspects.update(dict.fromkeys(open_.suspects))
        ways.update(dict.fromkeys(open_.ways))
    return Column(name, tuple(ways), None, "unknown schema", tuple(suspects))
