"""A measured process: what it tells, how long it ran, and the most memory it held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
QUIET = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "False", "NO_COLOR": "1"}
# What PYTHONPATH has stays: another state of the project may be measured so.
_FOLDERS = (str(ROOT / "integration_tests"), *filter(None, [os.environ.get("PYTHONPATH")]))
_PATH = {"PYTHONPATH": os.pathsep.join(_FOLDERS)}
ONE_PROCESS = {"DBT_TREATY_PROCESSES": "1"}
_KIBIBYTES = 1 if sys.platform != "darwin" else 1024  # what ru_maxrss counts


@dataclass(frozen=True, slots=True)
class Run:
    """One process, from its start to its end.

    ``wall`` and ``cpu`` are seconds of the whole process, its children included; ``peak`` the
    megabytes that it, or the largest of its children, held at most; ``told`` the line of JSON
    that it printed last, where it did, and ``output`` all that it printed.
    """

    wall: float
    cpu: float
    peak: float
    told: Mapping[str, Any] = field(default_factory=dict)
    output: str = ""


def run(
    command: Sequence[str],
    *,
    folder: Path,
    allowed: Sequence[int] = (0,),
    settings: Mapping[str, str] | None = None,
) -> Run:
    """Run a command to its end and measure it; ``settings`` are environment variables.

    Raises:
        SystemExit: it ended with an exit code that is not allowed; its output is the message.
    """
    environment = {**os.environ, **QUIET, **_PATH, **(settings or {})}
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
    peak = usage.ru_maxrss / 1024 / _KIBIBYTES
    return Run(wall, usage.ru_utime + usage.ru_stime, peak, _told(text), text)


def subject(
    python: Path,
    name: str,
    folder: Path,
    *arguments: str,
    settings: Mapping[str, str] | None = None,
) -> Run:
    """Run one of ``bench.subjects`` with a Python; the seconds are those it tells of its work."""
    command = [str(python), "-m", f"bench.subjects.{name}", str(folder), *arguments]
    done = run(command, folder=folder, settings=settings)
    return Run(done.told["wall"], done.told["cpu"], done.peak, done.told)


def _told(text: str) -> Mapping[str, Any]:
    last = text.strip().rpartition("\n")[2]
    if not last.startswith("{"):
        return {}
    told: Mapping[str, Any] = json.loads(last)
    return told
