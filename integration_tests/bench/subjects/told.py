"""The one line that a measured program prints."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EDGES = Path("edges")


class Stopwatch:
    """Seconds on the wall and of all processors, processes that were waited for included."""

    wall = 0.0
    cpu = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Counts what happens inside."""
        wall, cpu = time.perf_counter(), _processors()
        yield
        self.wall += time.perf_counter() - wall
        self.cpu += _processors() - cpu


def _processors() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def tell(watch: Stopwatch, **more: Any) -> None:
    """Print what was measured: ``wall``, ``cpu`` and whatever else the subject says."""
    sys.stdout.write(json.dumps({"wall": watch.wall, "cpu": watch.cpu, **more}) + "\n")


def keep_edges(folder: Path, subject: str, edges: Iterable[tuple[str, ...]]) -> None:
    """Write edges (model, column, relation, parent column, evolution) for the comparison."""
    path = folder / EDGES / f"{subject}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(sorted(set(edges))))
