"""A process that has dbt imported once and forks for each command that a client brings.

Half of what a short dbt command costs is imports. A fork has them, and is for the rest a process of
its own: folder, environment, standard streams and exit code are the client's, and nothing that it
does comes back here. Run by ``forked_programs.py``; it ends when its standard input does.
"""

from __future__ import annotations

import array
import atexit
import gc
import importlib
import json
import os
import runpy
import selectors
import shutil
import signal
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

IMPORTED = (
    "dbt.cli.main",
    "dbt.adapters.duckdb",
    "dbt_treaty.cli",
    "dbt_treaty.cli.sync",
    "dbt_treaty.check",
    "dbt_treaty_plugin.gate",
    "dbt_treaty_plugin.sync_bridge",
    "dbt_treaty_plugin.told_dbt",
    "sqlglot.dialects.duckdb",
)
# dbt makes the schema and the reader of each such class when it first meets one, which takes half
# of the time of parsing a small project. They are the same for every project.
READ = {
    "dbt.contracts.project": ("Project", "ProjectFlags", "PackageConfig", "ProfileConfig"),
    "dbt.contracts.graph.nodes": ("ModelNode", "SeedNode", "GenericTestNode", "HookNode"),
    "dbt.contracts.graph.unparsed": (
        "UnparsedModelUpdate",
        "UnparsedNodeUpdate",
        "UnparsedGroup",
    ),
    "dbt.artifacts.resources.v1.model": ("ModelConfig",),
    "dbt.artifacts.resources.v1.seed": ("SeedConfig",),
    "dbt.artifacts.resources.v1.config": ("NodeConfig", "TestConfig"),
    "dbt.artifacts.resources.v1.components": ("Contract",),
    "dbt.adapters.duckdb.credentials": ("DuckDBCredentials",),
}
Request = dict[str, Any]


def prepare() -> None:
    """Import what dbt imports and have it make what it makes once in a process."""
    for name in IMPORTED:
        importlib.import_module(name)
    for name, classes in READ.items():
        for each in classes:
            kind = getattr(importlib.import_module(name), each, None)
            for make in ("validate", "from_dict"):
                with suppress(Exception):  # nothing is a valid one; another dbt may have no such
                    getattr(kind, make)({})


def receive(client: socket.socket) -> tuple[Request, list[int]]:
    """What a client asks for, and its three standard streams; empty where it went."""
    streams = array.array("i")
    head, told, _, _ = client.recvmsg(8, socket.CMSG_SPACE(3 * streams.itemsize))
    for _, _, data in told:
        streams.frombytes(data)
    length, text = int.from_bytes(head, "big"), b""
    while len(text) < length and (more := client.recv(length - len(text))):
        text += more
    return json.loads(text) if text and len(text) == length else {}, list(streams)


class Server:
    """Forks for each client, and tells it how its command ended."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._events = selectors.DefaultSelector()
        self._events.register(0, selectors.EVENT_READ)
        self._events.register(listening, selectors.EVENT_READ)
        self._running: dict[int, tuple[int, socket.socket]] = {}

    def serve(self) -> Request | None:
        """Returns in each fork what it has to do, and None once standard input ends."""
        while True:
            for key, _ in self._events.select():
                if key.fd == 0:
                    return None
                if key.fileobj is self._listening:
                    request = self._begin()
                    if request is not None:
                        return request
                elif key.data is None:
                    self._end(key.fd)
                elif any(child == key.data for child, _ in self._running.values()):
                    # A client that goes before its command was killed, and so is the command.
                    os.kill(key.data, signal.SIGKILL)
                    self._events.unregister(key.fileobj)

    def stop(self) -> None:
        """End what still runs: nobody waits for it."""
        for child, _ in self._running.values():
            os.kill(child, signal.SIGKILL)

    def _begin(self) -> Request | None:
        client, _ = self._listening.accept()
        request, streams = receive(client)
        child = os.fork() if request else -1
        if child == 0:
            self._leave(client)
            become(request, streams)
            return request
        for stream in streams:
            os.close(stream)
        if not request:
            client.close()
            return None
        watch = os.pidfd_open(child)
        self._running[watch] = (child, client)
        self._events.register(watch, selectors.EVENT_READ)
        self._events.register(client, selectors.EVENT_READ, data=child)
        return None

    def _leave(self, client: socket.socket) -> None:
        """Close in a fork what belongs to its parent alone."""
        self._events.close()
        for watch, (_, other) in self._running.items():
            os.close(watch)
            other.close()
        client.close()
        self._listening.close()

    def _end(self, watch: int) -> None:
        child, client = self._running.pop(watch)
        _, status = os.waitpid(child, 0)
        self._events.unregister(watch)
        os.close(watch)
        if client in self._events.get_map():
            self._events.unregister(client)
        with client, suppress(OSError):  # it may have gone
            client.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def become(request: Request, streams: list[int]) -> None:
    """Make a fork what the program would be: its streams, folder, environment and arguments."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    for number, (name, mode) in enumerate({"stdin": "r", "stdout": "w", "stderr": "w"}.items()):
        stderr = name == "stderr"
        stream = open(  # noqa: SIM115 - a descriptor that lives as long as the process
            number,
            mode,
            buffering=1 if stderr else -1,
            encoding=encoding or "utf-8",
            errors="backslashreplace" if stderr else errors or "strict",
            closefd=False,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.executable = request["python"]
    sys.argv = list(request["arguments"])


def main() -> None:
    """Import what dbt needs, listen, and run in each fork what was asked for."""
    folder = Path(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the tests ends this by its input
    sys.path.pop(0)  # no program has this file's folder on its path
    prepare()
    gc.collect()
    gc.freeze()  # what is shared by all forks, and the collector need not touch
    gc.set_threshold(20_000, 20, 20)
    threads = list(Path("/proc/self/task").iterdir())
    assert len(threads) == 1, "a fork has but one thread"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "starting"))
    listening.listen(64)
    (folder / "starting").rename(folder / "socket")
    server = Server(listening)
    request = server.serve()
    if request is None:
        server.stop()
        shutil.rmtree(folder)
        gc.unfreeze()  # else it outlives the interpreter, which DuckDB's library complains of
        return
    code = run(request)
    # As a program ends, but for freeing every object, which would copy all that the fork shares.
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # a reader that has gone
            stream.flush()
    os._exit(code)


def run(request: Request) -> int:
    """Run what was asked for, as the interpreter runs a main program; its exit code."""
    try:
        if request["module"]:
            sys.path.insert(0, request["folder"])
            runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
        else:
            sys.path.insert(0, str(Path(request["program"]).parent))
            runpy.run_path(request["program"], run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, int) or end.code is None:
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    main()
