"""Where the time of a whole `dbt-treaty check` goes: the command itself, with a watch on its parts.

A part that calls another one is told without it, so the parts add up; what none of them holds is
the rest.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from bench.subjects.told import Stopwatch, tell

REST = "the rest"
# A module, what it calls, and how the table names that.
PARTS = (
    ("dbt_treaty.recheck.target", "configured", "configuration"),
    ("dbt_treaty.recheck.target", "read_manifest", "manifest and project"),
    ("dbt_treaty.recheck.target", "read_artifacts", "manifest and project"),
    ("dbt_treaty.recheck.target", "project_of", "manifest and project"),
    ("dbt_treaty.recheck.target", "read_workspace", "contracts on disk"),
    ("dbt_treaty.recheck.target", "circumstances", "what changed"),
    ("dbt_treaty.recheck.target", "text_digests", "what changed"),
    ("dbt_treaty.recheck.target", "outdated", "what changed"),
    ("dbt_treaty.recheck.target", "read_kept", "kept findings read"),
    ("dbt_treaty.recheck.target", "recheck", "change judged"),
    ("dbt_treaty.recheck.target", "kept_of", "kept for the next check"),
    ("dbt_treaty.recheck.target", "write_kept", "kept for the next check"),
    ("dbt_treaty.recheck.target", "read_ledger", "ledger read"),
    ("dbt_treaty.recheck.target", "write_ledger", "ledger written"),
    ("dbt_treaty.column_graph.build", "Queries", "lineage of each model"),
    ("dbt_treaty.column_graph.build", "join", "column graph"),
    ("dbt_treaty.column_graph.build", "coverage", "coverage"),
    ("dbt_treaty.check", "classify", "classification"),
    ("dbt_treaty.check", "propagate", "tags"),
    ("dbt_treaty.check", "verdicts", "policies"),
    ("dbt_treaty.check", "concluded", "policies"),
    ("dbt_treaty.cli.check", "keep_journal", "journal"),
    ("dbt_treaty.cli.answer", "write_output", "report written"),
)
REPORT = "report rendered"


class Phases:
    """Seconds of each part, less those of the parts it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside = [0.0]  # the seconds of what was called, for each call that is not over

    def watched(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, and its seconds noted."""
        self.seconds.setdefault(name, 0.0)

        @wraps(work)
        def watching(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            self._inside.append(0.0)
            try:
                return work(*arguments, **named)
            finally:
                spent = time.perf_counter() - begun
                self.seconds[name] += spent - self._inside.pop()
                self._inside[-1] += spent

        return watching


def main(folder: Path) -> None:
    """One check in this process, its parts watched."""
    phases, watch = Phases(), Stopwatch()
    with watch.running():
        phases.watched("imports", importlib.import_module)("dbt_treaty.cli.check")
        _watch_parts(phases)
        _check(folder)
    phases.seconds[REST] = watch.wall - sum(phases.seconds.values())
    tell(watch, phases=phases.seconds)


def _watch_parts(phases: Phases) -> None:
    for module_name, name, phase in PARTS:
        module = importlib.import_module(module_name)
        setattr(module, name, phases.watched(phase, getattr(module, name)))
    command = importlib.import_module("dbt_treaty.cli.check")
    watched = {"text": phases.watched(REPORT, command.FORMATS["text"])}
    setattr(command, "FORMATS", {**command.FORMATS, **watched})  # noqa: B010 - mypy knows it final


def _check(folder: Path) -> None:
    command = importlib.import_module("dbt_treaty.cli.check").check
    arguments = ["--project-dir", str(folder), "--output", str(folder / "report.txt")]
    command.main(arguments, standalone_mode=False)  # findings exit with a number, which it returns


main(Path(sys.argv[1]))
