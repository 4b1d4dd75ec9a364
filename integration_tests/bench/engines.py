"""The lineage step: ours, and what others need for the same project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import environments
from bench.apart import apart
from bench.exactness import Exactness, measured_exactness
from bench.process import ONE_PROCESS, Run, subject
from bench.table import show
from bench.turns import Variant, in_turn, median

HEAD = (
    "lineage of all models",
    "wall s",
    "x parse",
    "x freed",
    "cpu s",
    "x parse",
    "x freed",
    "ms/model",
    "peak MB",
    "edges",
    "missing",
    "invented",
)


@dataclass(frozen=True, slots=True)
class Engine:
    """A row of the table: its name, how it runs, and the subject whose edges are compared."""

    name: str
    variant: Variant
    edges: str | None = None


def compare(folder: Path, models: int, runs: int, pythons: Sequence[Path], peers: bool) -> None:
    """Measure all engines in turn with each Python's sqlglot; the ratios are to its own parsing."""
    for python in pythons:
        print(f"\n{models} models, {environments.spelling(python)}, {runs} runs of each in turn")
        show(HEAD, _rows(_engines(folder, python), folder, models, runs))
    if peers:
        spelled = environments.spelling(environments.peers())
        print(f"\n{models} models, what others need, {spelled}, 1 run of each")
        show(HEAD, _rows(_others(folder, models), folder, models, 1))


def _engines(folder: Path, python: Path) -> list[Engine]:
    alone = partial(subject, python, "our_lineage", folder, "alone", settings=ONE_PROCESS)
    ours = partial(subject, python, "our_lineage", folder, "ours")
    return [
        *_parsing(folder, python),
        Engine("dbt-treaty, one process", alone, "alone"),
        Engine("dbt-treaty, all cores", ours, "ours"),
    ]


def _parsing(folder: Path, python: Path) -> list[Engine]:
    """What the ratios are to."""
    return [
        Engine("parse only", partial(subject, python, "parse_only", folder)),
        Engine("parse only, trees freed", partial(subject, python, "parse_only", folder, "quiet")),
    ]


def _others(folder: Path, models: int) -> list[Engine]:
    python, sample = environments.peers(), "100" if models <= 100 else "50"
    ask = partial(subject, python, "sqlglot_lineage", folder, sample)
    return [
        *_parsing(folder, python),
        Engine("sqlglot lineage()", ask, "sqlglot_lineage"),
        Engine("dbt-colibri", partial(subject, python, "colibri", folder), "colibri"),
    ]


def _rows(engines: Sequence[Engine], folder: Path, models: int, runs: int) -> list[list[str]]:
    measured = in_turn({each.name: each.variant for each in engines}, runs)
    medians = {name: median(each) for name, each in measured.items()}
    floors = [medians[each.name] for each in engines[:2]]
    rows = []
    for each in engines:
        done = medians[each.name]
        asked = done.told.get("asked")
        found = apart(measured_exactness, folder, each.edges, asked) if each.edges else None
        rows.append(_row(each.name, done, floors, models, found))
    return rows


def _row(
    name: str, done: Run, floors: Sequence[Run], models: int, found: Exactness | None
) -> list[str]:
    # A sample stands for the whole; the tilde tells.
    scale = float(done.told.get("scale", 1.0))
    mark = "~" if scale > 1 else ""
    return [
        name,
        f"{mark}{done.wall * scale:.2f}",
        *(f"{mark}{done.wall * scale / floor.wall:.2f}" for floor in floors),
        f"{mark}{done.cpu * scale:.2f}",
        *(f"{mark}{done.cpu * scale / floor.cpu:.2f}" for floor in floors),
        f"{mark}{done.cpu * scale / models * 1000:.2f}",
        f"{done.peak:.0f}",
        *((f"{found.true}", f"{found.missing}", f"{found.invented}") if found else ("", "", "")),
    ]
