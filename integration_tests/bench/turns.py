"""Variants measured in turn, so that what slows the machine down slows all of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping

from bench.process import Run

Variant = Callable[[], Run]


def in_turn(variants: Mapping[str, Variant], runs: int) -> dict[str, list[Run]]:
    """Each variant so many times: all once, then all again."""
    found: dict[str, list[Run]] = {name: [] for name in variants}
    for _ in range(runs):
        for name, variant in variants.items():
            found[name].append(variant())
    return found


def median(runs: list[Run]) -> Run:
    """The middle of every figure; what it told is the last run's."""
    return Run(
        statistics.median(each.wall for each in runs),
        statistics.median(each.cpu for each in runs),
        statistics.median(each.peak for each in runs),
        runs[-1].told,
    )
