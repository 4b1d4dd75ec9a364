"""What is known of the fields of a value: of a struct made in the query, of a whole row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbt_treaty.lineage.output import Output, Way

MOST_ALTERNATIVES = 16

# Functions whose result has the fields of what they are given, be it one struct or a list of them.
_SHAPING = frozenset(
    (
        *("any_value", "arbitrary", "arg_max", "arg_min", "first", "last", "max", "min", "mode"),
        *("array", "array_agg", "array_agg over", "array_concat", "array_concat_agg", "list"),
        *("array_first", "array_last", "array_reverse", "array_slice", "array_sort", "bracket"),
        *("case", "coalesce", "collect_list", "comprehension", "concat", "element_at", "filter"),
        *("first_value over", "lag over", "last_value over", "lead over", "nth_value over"),
        *("grouparray", "groupuniqarray", "nullif", "transform", "unnest"),
    )
)
# Those of them that look at every field to choose.
_COMPARING = frozenset({"array_sort", "max", "min", "mode"})

# Where a struct may have come from: its fields, the functions its value has passed since, and
# what was looked at to choose it.
Alternative = tuple["Output", tuple[str, ...], tuple["Way", ...]]


class Shape:
    """The fields of a value, by each of the ways in which it may have been made."""

    __slots__ = ("alternatives",)

    def __init__(self, alternatives: tuple[Alternative, ...]) -> None:
        self.alternatives = alternatives

    def passing(self, transforms: tuple[str, ...]) -> Shape:
        """The shape of the value once it has passed these functions."""
        return Shape(tuple((o, done + transforms, ways) for o, done, ways in self.alternatives))

    def beside(self, scans: tuple[Way, ...]) -> Shape:
        """The shape of a value that these columns chose."""
        if not scans:
            return self
        return Shape(tuple((o, done, ways + scans) for o, done, ways in self.alternatives))


def compares(transforms: tuple[str, ...]) -> bool:
    """Whether one of these functions compares whole structs to choose among them."""
    return not _COMPARING.isdisjoint(transforms)


def keeps_fields(transforms: tuple[str, ...]) -> bool:
    """Whether a struct has the same fields once it has passed these functions."""
    return _SHAPING.issuperset(transforms)


def either(shapes: list[Shape]) -> Shape | None:
    """The shape of a value that has any of these; None where there are too many to follow."""
    alternatives = tuple(each for shape in shapes for each in shape.alternatives)
    return Shape(alternatives) if 0 < len(alternatives) <= MOST_ALTERNATIVES else None
