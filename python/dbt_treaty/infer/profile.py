"""What is known of a table: counts over all its rows, and a sample of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dbt_treaty.contracts.logical_type import LogicalType

FEW = 20  # distinct values that may be listed, at most
Row = tuple[str | None, ...]
_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A column: its type, and counts over every row of the table.

    ``native`` is the type in the warehouse's words; ``kind`` is None where no logical type has its
    meaning. ``filled`` counts the rows with a value, ``distinct`` the values that differ (None:
    not counted). ``least`` and ``greatest`` are texts, of numbers and moments only. ``counts`` says
    how often each value stands, as text, where they are few. ``note`` is for the reader.
    """

    name: str
    native: str
    kind: LogicalType | None
    filled: int = 0
    distinct: int | None = None
    least: str | None = None
    greatest: str | None = None
    counts: Mapping[str, int] = field(default_factory=lambda: _NONE)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A table: ``source`` is what was read, ``sample`` some of its rows as texts.

    A value that was not sampled (of a nested type) is None in the sample.
    """

    source: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    sample: tuple[Row, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the sample is the whole table."""
        return len(self.sample) == self.rows

    def values(self, at: int) -> Iterator[str]:
        """The sampled values of one column, and those of its few that the sample has not."""
        seen = [value for row in self.sample if (value := row[at]) is not None]
        yield from seen
        yield from sorted(set(self.columns[at].counts) - set(seen))
