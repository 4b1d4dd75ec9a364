"""`make bench`: every table that was asked for, as ratios of what was measured in turn.

Machines are noisy, so nothing here is a test: what is compared alternates in one run, each in a
fresh process, and the ratio of the medians is what counts.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import environments
from bench.apart import apart
from bench.engines import compare
from bench.gate import time_builds
from bench.options import Options, options
from bench.own_policies import time_policies
from bench.profile import show_phases
from bench.quality import time_quality
from bench.whole_check import time_checks
from bench.workload.written import write_project

SEED = 7


def main() -> int:
    """Measure what the arguments ask for."""
    asked = options(sys.argv[1:])
    pythons = [environments.own()]
    if asked.compiled and not environments.is_compiled(pythons[0]):
        pythons.append(environments.compiled())
    for models in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
            _measure(Path(folder), models, asked, pythons)
    if "quality" in asked.parts:
        with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
            time_quality(Path(folder), asked.rows, asked.runs)
    if "gate" in asked.parts:
        with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
            time_builds(Path(folder), asked.builds, asked.runs)
    return 0


def _measure(folder: Path, models: int, asked: Options, pythons: list[Path]) -> None:
    """All tables about one manifest; the last one changes it."""
    if set(asked.parts) <= {"gate", "quality"}:
        return
    apart(write_project, folder, models, SEED)
    if "lineage" in asked.parts:
        compare(folder, models, asked.runs, pythons, asked.peers)
    if "policies" in asked.parts:
        time_policies(folder, pythons[0], models, asked.runs)
    for python in pythons:
        if "profile" in asked.parts:
            show_phases(folder, python, models)
        if "check" in asked.parts:
            time_checks(folder, python, models, asked.runs)


if __name__ == "__main__":
    sys.exit(main())
