"""What is measured of a column, by its type."""

from __future__ import annotations

from dbt_treaty.contracts.logical_type import LogicalType
from dbt_treaty.infer.profile import FEW, ColumnProfile

_NOT_COUNTED = frozenset(("array", "struct", "json", "binary"))
_ORDERED = frozenset(
    ("integer", "bigint", "float", "double", "decimal", "date", "timestamp", "timestamp_tz")
)


def is_counted(kind: LogicalType | None) -> bool:
    """Whether values can be told apart and written as a text: not of nested or unknown types."""
    return kind is not None and kind.name not in _NOT_COUNTED


def is_ordered(kind: LogicalType | None) -> bool:
    """Whether there is a least and a greatest value that say something."""
    return kind is not None and kind.name in _ORDERED


def is_listed(column: ColumnProfile) -> bool:
    """Whether each value is counted: of texts, where few differ and each stands several times."""
    fits = column.kind is not None and column.kind.name == "string"
    return fits and 2 <= (column.distinct or 0) <= FEW
