"""Whether a transform makes one value of many rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlglot import exp

from dbt_treaty.lineage.transform_name import NAMES

_OVER = " over"
# The parser's aggregates that say where a row stands, or take another row's value as it is.
_PLACES = (
    *(exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile),
    *(exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue),
    *(exp.Grouping, exp.GroupingId),
)
_NAMED_OTHERWISE = ("count_distinct",)


def is_aggregate(transform: str) -> bool:
    """Whether a transform is an aggregate by its canonical name, over a window or not.

    Only what the parser knows as one; a function that it does not know is none.
    """
    return transform.removesuffix(_OVER) in _names()


@cache
def _names() -> frozenset[str]:
    named = {NAMES[kind] for kind in _kinds(exp.AggFunc) if not issubclass(kind, _PLACES)}
    return frozenset({*named, *_NAMED_OTHERWISE})


def _kinds(kind: type[exp.AggFunc]) -> Iterator[type[exp.AggFunc]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)
