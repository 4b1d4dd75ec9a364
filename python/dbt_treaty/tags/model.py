"""What tags a column carries, where each came from, and whether a mask stood on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dbt_treaty.lineage.model import ColumnRef

Trail = tuple[ColumnRef, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """How one tag reached one column.

    ``bare`` is a shortest trail from an origin to the column on which no approved mask stands, or
    None where every way passes one; ``masked`` a shortest trail that passes a mask, or None.
    Both begin at the tag's origin and end at the column. ``uncertain`` tells that some step of
    every trail is a guess (a column whose lineage is not known may come from anything).
    """

    bare: Trail | None
    masked: Trail | None
    uncertain: bool = False

    @property
    def trail(self) -> Trail:
        """The trail to show: the bare one where there is one."""
        return self.bare or self.masked or ()


@dataclass(frozen=True)  # no slots: what is derived is kept beside the fields once it is asked for
class CarriedTags:
    """The tags of every column of a project.

    ``inherited`` has what came along lineage, without what the column declares itself; ``declared``
    what it declares. ``unmasked`` has, for each column that a contract says is masked, a trail from
    a root of its lineage (a column that nothing feeds) on which no approved mask stands and nothing
    strips tags; a column that is absent has no such trail.
    """

    inherited: Mapping[ColumnRef, Mapping[str, Carried]]
    declared: Mapping[ColumnRef, frozenset[str]]
    unmasked: Mapping[ColumnRef, Trail]

    def of(self, column: ColumnRef) -> frozenset[str]:
        """Every tag of a column, declared or inherited."""
        return self.declared.get(column, frozenset()) | frozenset(self.inherited.get(column, {}))

    @cached_property
    def relations(self) -> frozenset[str]:
        """The unique ids of all that has a column with a tag."""
        return frozenset(ref.relation for refs in (self.inherited, self.declared) for ref in refs)
