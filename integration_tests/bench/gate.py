"""What the gate adds to `dbt build`: with it and without it, in turn."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.gate_project import write_gate_project
from bench.process import Run, run
from bench.table import show
from bench.turns import Variant, in_turn, median
from bench.whole_check import KEPT

HEAD = ("dbt build", "min s", "median s", "max s", "ratio", "gate s", "share")
WITHOUT = "without the gate"
COLD = "with the gate, cold"
WARM = "with the gate, warm"
DBT = Path(sys.executable).parent / "dbt"
_TOOK = re.compile(r"dbt-treaty: the gate took (\d+\.\d+) s")
_NO_GATE = ("--vars", "{dbt_treaty: {gate: external}}", "--target-path", "target_without")


def time_builds(folder: Path, models: int, runs: int) -> None:
    """Generate a project, sync it, and measure its builds; the first of each way is not counted.

    Every build but those first ones finds what dbt keeps of its parsing; ``cold`` finds nothing of
    what the gate keeps, ``warm`` finds all of it. Builds differ by more than the gate takes, so
    its own seconds, which it leaves in dbt's log, stand beside the ratio.
    """
    write_gate_project(folder, models, seed=7)
    dbt(folder, "deps")
    synced = dbt(folder, "run-operation", "sync_contracts")
    took: dict[str, list[float]] = {name: [] for name in (COLD, WARM)}
    ways: dict[str, Variant] = {
        WITHOUT: partial(dbt, folder, "build", *_NO_GATE),
        COLD: partial(_build, folder, took[COLD], forget=True),
        WARM: partial(_build, folder, took[WARM], forget=False),
    }
    times = {name: each[1:] for name, each in in_turn(ways, runs + 1).items()}
    print(f"\ndbt build of {models} models (sync {synced.wall:.1f} s), {runs} runs of each in turn")
    show(
        HEAD,
        [_row(name, each, times[WITHOUT], took.get(name, ())[1:]) for name, each in times.items()],
    )


def dbt(folder: Path, *arguments: str, allowed: Sequence[int] = (0,)) -> Run:
    """Run dbt; ends the bench with dbt's own output where its exit code is not allowed."""
    command = [str(DBT), "--quiet", *arguments, "--profiles-dir", str(folder)]
    return run(command, folder=folder, allowed=allowed)


def _build(folder: Path, took: list[float], *, forget: bool) -> Run:
    if forget:
        shutil.rmtree(folder / KEPT, ignore_errors=True)
    built = dbt(folder, "build")
    took.append(_told(folder / "logs"))
    return built


def _told(logs: Path) -> float:
    """The gate's own seconds in the last run; dbt begins a new log whenever one is large."""
    newest_first = sorted(
        logs.glob("dbt.log*"), key=lambda each: each.stat().st_mtime, reverse=True
    )
    told = [said for each in newest_first if (said := _TOOK.findall(each.read_text("utf-8")))]
    return float(told[0][-1])


def _row(name: str, runs: list[Run], without: list[Run], took: Sequence[float]) -> tuple[str, ...]:
    seconds = [each.wall for each in runs]
    middle = median(runs).wall
    figures = (min(seconds), middle, max(seconds))
    own = sorted(took)[len(took) // 2] if took else 0.0
    ratio = middle / median(without).wall
    told = (f"{own:.2f}", f"{own / middle:.1%}") if took else ("", "")
    return name, *(f"{each:.2f}" for each in figures), f"{ratio:.3f}", *told
