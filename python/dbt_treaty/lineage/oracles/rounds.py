"""How long the oracles go on: a moment in the suite, FUZZ_SECONDS in ``make fuzz``."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from random import Random

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))


def rounds(share: float = 1.0, least: int = 0) -> Iterator[tuple[str, Random]]:
    """A random generator for each round, and its seed, until this ``share`` of the time is over.

    There are no fewer than ``least``, however slow the machine: a share of few says little.
    FUZZ_SEED begins where a failure was; without it every run begins elsewhere.
    """
    seed = first = int(os.environ.get("FUZZ_SEED") or time.time() * 1000 % 1_000_000_000)
    ends = time.monotonic() + SECONDS * share
    while time.monotonic() < ends or seed < first + least:
        yield f"FUZZ_SEED={seed}", Random(seed)
        seed += 1
