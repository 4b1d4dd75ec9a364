"""`dbt-treaty check` as a command: cold, warm, and after one model changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from bench.apart import apart
from bench.process import ONE_PROCESS, Run, run, subject
from bench.table import show
from bench.turns import Variant, in_turn, median
from bench.workload.written import change_one_model

HEAD = ("dbt-treaty check", "wall s", "cpu s", "x cold", "ms/model", "peak MB", "x decoded")
KEPT = Path("target", "dbt_treaty")  # where a run leaves what the next one need not do again
_JUDGED = (0, 1)  # findings are no failure of the bench


def time_checks(folder: Path, python: Path, models: int, runs: int) -> None:
    """Measure the command's ways in turn, and what decoding the manifest alone takes."""
    decode: Variant = partial(subject, python, "decode", folder)
    ways: dict[str, Variant] = {
        "manifest decoded and held, no more": decode,
        "cold: nothing kept": partial(_cold, folder, python),
        "cold, one process": partial(_cold, folder, python, ONE_PROCESS),
        "warm: nothing changed": partial(check, folder, python),
        f"warm: 1 model of {models} changed": _Changing(folder, python),
    }
    medians = {name: median(each) for name, each in in_turn(ways, runs).items()}
    decoded, cold = list(medians.values())[:2]
    print(f"\nthe whole check of {models} models, {runs} runs of each in turn")
    show(HEAD, [_row(name, each, models, cold, decoded) for name, each in medians.items()])


def check(folder: Path, python: Path, settings: Mapping[str, str] | None = None) -> Run:
    """The command as it is typed, its start included.

    Raises:
        SystemExit: it wrote no report. Python ends with 1 too when it meets an exception.
    """
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [str(python), "-m", "dbt_treaty", "check", "--format", "json"]
    command += ["--output", report.name]
    done = run(command, folder=folder, allowed=_JUDGED, settings=settings)
    if not report.is_file():
        raise SystemExit(f"{' '.join(command)} wrote no report:\n{done.output}")
    return done


def _cold(folder: Path, python: Path, settings: Mapping[str, str] | None = None) -> Run:
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    return check(folder, python, settings)


class _Changing:
    """Each run finds another change in one model, whose columns its readers see change too."""

    def __init__(self, folder: Path, python: Path) -> None:
        self._folder, self._python = folder, python
        self._runs = 0

    def __call__(self) -> Run:
        self._runs += 1
        apart(change_one_model, self._folder, self._runs)
        return check(self._folder, self._python)


def _row(name: str, done: Run, models: int, cold: Run, decoded: Run) -> Sequence[str]:
    return (
        name,
        f"{done.wall:.2f}",
        f"{done.cpu:.2f}",
        f"{done.wall / cold.wall:.2f}",
        f"{done.cpu / models * 1000:.2f}",
        f"{done.peak:.0f}",
        f"{done.peak / decoded.peak:.2f}",
    )
