"""What the gate adds to `dbt build`: with it and without it, in turn."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from bench.gate_project import write_gate_project
from bench.process import Run, run
from bench.table import show
from bench.turns import Variant, in_turn, median
from bench.whole_check import KEPT

HEAD = ("dbt build", "min s", "median s", "max s", "ratio")
WITHOUT = "without the gate"
DBT = Path(sys.executable).parent / "dbt"
_NO_GATE = ("--vars", "{dbt_treaty: {gate: external}}", "--target-path", "target_without")


def time_builds(folder: Path, models: int, runs: int) -> None:
    """Generate a project, sync it, and measure its builds; the first of each way is not counted.

    Every build but those first ones finds what dbt keeps of its parsing; ``cold`` finds nothing of
    what the gate keeps, ``warm`` finds all of it.
    """
    write_gate_project(folder, models, seed=7)
    dbt(folder, "deps")
    synced = dbt(folder, "run-operation", "sync_contracts")
    ways: dict[str, Variant] = {
        WITHOUT: partial(dbt, folder, "build", *_NO_GATE),
        "with the gate, cold": partial(_cold, folder),
        "with the gate, warm": partial(dbt, folder, "build"),
    }
    times = {name: each[1:] for name, each in in_turn(ways, runs + 1).items()}
    print(f"\ndbt build of {models} models (sync {synced.wall:.1f} s), {runs} runs of each in turn")
    show(HEAD, [_row(name, each, times[WITHOUT]) for name, each in times.items()])


def dbt(folder: Path, *arguments: str) -> Run:
    """Run dbt; ends the bench with dbt's own output where it fails."""
    return run([str(DBT), "--quiet", *arguments, "--profiles-dir", str(folder)], folder=folder)


def _cold(folder: Path) -> Run:
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    return dbt(folder, "build")


def _row(name: str, runs: list[Run], without: list[Run]) -> tuple[str, ...]:
    seconds = [each.wall for each in runs]
    middle = median(runs).wall
    figures = (min(seconds), middle, max(seconds))
    return name, *(f"{each:.2f}" for each in figures), f"{middle / median(without).wall:.3f}"
