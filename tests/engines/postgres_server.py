"""A PostgreSQL server of its own for a test run, from whatever is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY_TO_BE = "postgres"  # the server refuses to run as root; its package makes this user


def programs() -> Path | None:
    """The folder of the server's programs, the newest one where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).resolve().parent if path else None


@contextmanager
def server() -> Iterator[int]:
    """A running server without a password, and the port on which it listens on this machine."""
    folder = Path(tempfile.mkdtemp(prefix="treaty-postgres-"))
    user = _NOBODY_TO_BE if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    port, data = _free_port(), str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    try:
        _run("initdb", "-D", data, "-U", "treaty", "-A", "trust", "-E", "UTF8", user=user)
        log = str(folder / "log")
        _run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start", user=user)
        try:
            yield port
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop", user=user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str, user: str | None) -> None:
    folder = programs()
    assert folder is not None
    # The server keeps what it is given as standard output; a pipe would wait for its end.
    done = subprocess.run(
        [str(folder / program), *arguments],
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{program} exited with {done.returncode}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _version(initdb: Path) -> int:
    number = initdb.parent.parent.name.split(".")[0]
    return int(number) if number.isdigit() else 0
