"""Where the programs lie that tests run: those installed, or those that a server forks for.

A system without pidfds, or an interpreter in a folder that no `#!` line can name, runs those that
are installed; so does whoever sets DBT_TREATY_TESTS_FORK=0.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import fork_client

BIN = Path(sys.executable).parent
SERVER = Path(__file__).with_name("fork_server.py")
_ENVIRONMENT = dict(os.environ)  # as it is before any test sets a variable
_SECONDS = 120


@cache
def programs() -> Path:
    """The folder of ``dbt``, ``dbt-treaty`` and ``python``, with a server where one can be."""
    return served(BIN) if can_fork() else BIN


def served(installed: Path) -> Path:
    """A folder of clients for the programs in ``installed``, and their server for this process."""
    folder = Path(tempfile.mkdtemp(prefix="dbt-treaty-"))
    text = Path(fork_client.__file__).read_text(encoding="utf-8")
    for name in ("dbt", "dbt-treaty", "python"):
        (folder / name).write_text(f"#!{sys.executable} -IS\n{text}", encoding="utf-8")
        (folder / name).chmod(0o700)
    (folder / "programs").symlink_to(installed)
    start = fork_client.read_at_start(_ENVIRONMENT)
    (folder / "start.json").write_text(json.dumps(start), encoding="utf-8")
    _start(folder)
    return folder


def can_fork() -> bool:
    """Whether programs are forks of a server here."""
    wanted = os.environ.get("DBT_TREATY_TESTS_FORK", "1") != "0"
    return (
        wanted
        and hasattr(os, "pidfd_open")
        and len(sys.executable) < 100
        and " " not in sys.executable
    )


def _start(folder: Path) -> None:
    """Start the server and wait until it listens; it ends with this process, if not before."""
    command = [sys.executable, str(SERVER), str(folder)]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=_ENVIRONMENT
    )

    def end() -> None:
        if server.stdin is not None:
            server.stdin.close()
        server.wait()

    atexit.register(end)
    latest = time.monotonic() + _SECONDS
    while not (folder / "socket").exists():
        assert server.poll() is None, "the server of dbt ended as it began"
        assert time.monotonic() < latest, "the server of dbt does not listen"
        time.sleep(0.02)
