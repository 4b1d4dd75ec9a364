"""A project judged by all policies that ship; only the judging is timed, as a check runs it."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.subjects.told import Stopwatch, tell
from dbt_treaty.cli.evidence import read_evidence
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.judge import judge
from dbt_treaty.project.collector import collector_paused


def main(folder: Path) -> None:
    """Read the project as a check does; then judge."""
    evidence = read_evidence(folder, Path("target"))
    watch = Stopwatch()
    with collector_paused(), watch.running():
        found = judge(evidence)
    tell(watch, seconds={}, counts={"all": len(found)}, policies=len(POLICIES))


main(Path(sys.argv[1]))
