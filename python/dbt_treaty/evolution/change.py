"""A change between two versions of a contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dbt_treaty.errors import Place
from dbt_treaty.evolution.level import Level

# Whether a condition downstream reads a product's column, by the product's full name and the
# column's; None: that can't be told.
Switched = Callable[[str, str], bool | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A difference, the rule that speaks of it, and where it is written.

    ``part`` is its path in the contract (``schema.amount.type``), ``message`` a sentence without
    its full stop. ``column`` is the column's name before the change, or its new name where it is
    new; ``line`` the line of the new contract (0: the contract's own).
    """

    rule: str
    part: str
    message: str
    column: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its level and its place: in the newer contract, else in the older one.

    ``column`` is what lineage can be asked about: the name that readers know.
    """

    rule: str
    level: Level
    part: str
    message: str
    place: Place
    column: str | None = None

    @property
    def breaks_readers_of(self) -> str | None:
        """The column whose readers no longer build; None where no name or type went away."""
        return self.column if self.rule in _BREAKING else None


_BREAKING = frozenset(
    ("column-dropped", "column-renamed", "type-changed", "type-narrowed", "type-widened")
)
