"""A profile as it is gathered from a warehouse: columns first, then what its queries answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from dbt_treaty.infer.measures import is_counted, is_listed, is_ordered
from dbt_treaty.infer.native_type import logical_type, shown_type
from dbt_treaty.infer.profile import ColumnProfile, Profile, Row

_FOLDS_UP = frozenset(("snowflake",))  # unquoted names come back in capitals


@dataclass(slots=True)
class Gathering:
    """What is known so far of one table; ``names`` are the columns as the warehouse has them."""

    source: str
    warehouse: str
    names: list[str] = field(default_factory=list)
    columns: list[ColumnProfile] = field(default_factory=list)
    rows: int = 0
    sample: list[Row] = field(default_factory=list)

    @property
    def measured(self) -> list[dict[str, Any]]:
        """What the queries measure of each column."""
        return [
            {"name": name, "counted": is_counted(each.kind), "ordered": is_ordered(each.kind)}
            for name, each in zip(self.names, self.columns, strict=True)
        ]

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The columns whose values are counted one by one; known after the totals."""
        pairs = enumerate(zip(self.names, self.columns, strict=True))
        return [{"name": name, "at": at} for at, (name, each) in pairs if is_listed(each)]

    def take_column(self, name: str, native: str) -> None:
        """Take a column and its type in the warehouse's words."""
        folded = name.lower() if self.warehouse in _FOLDS_UP and name.isupper() else name
        kind = logical_type(native, self.warehouse)
        self.names.append(name)
        self.columns.append(ColumnProfile(folded, shown_type(native), kind))

    def take_totals(self, row: Iterable[Any]) -> None:
        """Take the one row of ``profile_query``."""
        total, *parts = row
        self.rows = int(total)
        for at, column in enumerate(self.columns):
            filled, distinct, least, greatest = parts[4 * at : 4 * at + 4]
            self.columns[at] = replace(
                column,
                filled=int(filled),
                distinct=None if distinct is None else int(distinct),
                least=_text(least),
                greatest=_text(greatest),
            )

    def take_row(self, row: Iterable[Any]) -> None:
        """Take a row of ``sample_query``."""
        self.sample.append(tuple(_text(value) for value in row))

    def take_count(self, row: Iterable[Any]) -> None:
        """Take a row of ``value_counts_query``."""
        place, value, total = row
        column = self.columns[int(place)]
        # dbt hands an empty text on as nothing.
        counts = {**column.counts, _text(value) or "": int(total)}
        self.columns[int(place)] = replace(column, counts=counts)

    def profile(self) -> Profile:
        """All that was taken."""
        return Profile(self.source, self.rows, tuple(self.columns), tuple(self.sample))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
