"""What keeping thirty row rules takes: beside a hand-written scan, and beside a hand-written split.

Each figure is the time that dbt tells of a node, so that the start of dbt counts for nobody.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.gate import dbt
from bench.process import Run
from bench.quality_project import RULES, fill_source, write_quality_project
from bench.table import show
from bench.turns import Variant, in_turn, median

SCANS = {
    "one scan by hand": ("test", "one_scan"),
    "row_rules": ("test", "treaty_plain_v1_row_rules"),
    f"{len(RULES)} dbt tests": ("test", "tested,test_type:generic"),
}
BUILDS = {
    "plain table": ("run", "plain"),
    "split by hand": ("run", "by_hand"),
    "quarantine": ("run", "quarantined"),
}


def time_quality(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Measure scans and builds for each number of rows; the first of each way is not counted."""
    write_quality_project(folder)
    dbt(folder, "deps")
    fill_source(folder, 1)
    dbt(folder, "run-operation", "sync_contracts")
    scanned, built = [], []
    for rows in sizes:
        fill_source(folder, rows)
        builds = _measured(folder, BUILDS, runs)
        dbt(folder, "run", "--select", "tested")
        scans = _measured(folder, SCANS, runs)
        scanned.append(_row(rows, list(scans.values()), 0))
        built.append(_row(rows, list(builds.values()), 1))
    print(f"\n{len(RULES)} row rules, {runs} runs of each in turn; seconds, and beside the first")
    show(_head(SCANS, "one scan by hand"), scanned)
    print("\nthe same rules while a table is built; seconds, and beside the split by hand")
    show(_head(BUILDS, "split by hand"), built)


def _measured(folder: Path, ways: dict[str, tuple[str, str]], runs: int) -> dict[str, float]:
    variants: dict[str, Variant] = {
        name: partial(_node_seconds, folder, verb, selected)
        for name, (verb, selected) in ways.items()
    }
    return {name: median(each[1:]).wall for name, each in in_turn(variants, runs + 1).items()}


def _node_seconds(folder: Path, verb: str, selected: str) -> Run:
    """One command; its time is that of the nodes it ran, whether their tests passed or not."""
    dbt(folder, verb, "--select", selected, allowed=(0, 1))
    results = json.loads((folder / "target" / "run_results.json").read_text("utf-8"))["results"]
    seconds = [
        each["execution_time"]
        for each in results
        if each["unique_id"].split(".")[0] in ("model", "test")
    ]
    broken = [each["unique_id"] for each in results if each["status"] == "error"]
    if broken or not seconds:
        raise SystemExit(f"dbt {verb} --select {selected}: {broken or 'ran nothing'}")
    return Run(sum(seconds), 0, 0)


def _head(ways: dict[str, tuple[str, str]], base: str) -> tuple[str, ...]:
    return "rows", *(f"{name} s" for name in ways), *(name for name in ways if name != base)


def _row(rows: int, seconds: Sequence[float], base: int) -> tuple[str, ...]:
    ratios = [each / seconds[base] for at, each in enumerate(seconds) if at != base]
    return f"{rows:,}", *(f"{each:.2f}" for each in seconds), *(f"{each:.2f}" for each in ratios)
