"""The phases of a whole check, cold and warm, as a table."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.process import subject
from bench.table import show
from bench.whole_check import KEPT

HEAD = ("phase of the check", "cold s", "share", "warm s", "share")


def show_phases(folder: Path, python: Path, models: int) -> None:
    """Run the check twice, phase by phase: with nothing kept, then with what that one kept."""
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    cold = subject(python, "phases", folder)
    warm = subject(python, "phases", folder)
    print(f"\nwhere a check of {models} models spends its time, 1 run of each")
    rows = []
    for name, seconds in cold.told["phases"].items():
        after = warm.told["phases"][name]
        shares = f"{seconds / cold.wall:.0%}", f"{after / warm.wall:.0%}"
        rows.append((name, f"{seconds:.2f}", shares[0], f"{after:.2f}", shares[1]))
    rows.append(("in all", f"{cold.wall:.2f}", "", f"{warm.wall:.2f}", ""))
    show(HEAD, rows)
