"""Several processes that read queries side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType

import msgspec

from dbt_treaty.ledger.record import Record
from dbt_treaty.ledger.worker import Task, read_frame, write_frame
from dbt_treaty.lineage.model import Relation

PROCESSES_VARIABLE = "DBT_TREATY_PROCESSES"
_MOST = 8  # one process feeds them all
# The modules' places are handed over: the folder a user stands in must not come before them.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from dbt_treaty.ledger.worker import main; main()"
)

_answers = msgspec.msgpack.Decoder(list[tuple[Record, ...]])


class CrewError(Exception):
    """A process of the crew could not be started, or ended too early."""


def processes() -> int:
    """How many processes may read queries: the cores that are ours, or what the user says."""
    told = os.environ.get(PROCESSES_VARIABLE, "")
    if told.isdigit():
        return min(max(int(told), 1), _MOST)
    ours = getattr(os, "sched_getaffinity", None)
    return min(len(ours(0)) if ours is not None else os.cpu_count() or 1, _MOST)


class Crew:
    """Workers, each with the same relations; a context manager that ends them.

    Raises ``CrewError``, here and from the futures, where a worker can't do its work.
    """

    def __init__(self, size: int, relations: Iterable[Relation]) -> None:
        first = _packed(list(relations))
        self._workers: list[_Process] = []
        # A thread for each worker: what one is given waits for what it was given before.
        self._threads = [ThreadPoolExecutor(1) for _ in range(size)]
        try:
            for thread in self._threads:
                self._workers.append(_started())
                thread.submit(_send, self._workers[-1], first)
        except CrewError:
            self._end()
            raise

    def submit(self, worker: int, tasks: Sequence[Task]) -> Future[list[tuple[Record, ...]]]:
        """Give a worker (from 0) tasks; the records of each, in order."""
        return self._threads[worker].submit(_ask, self._workers[worker], tasks)

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self._workers:
            worker.kill()
            worker.wait()
            for stream in (worker.stdin, worker.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()
        for thread in self._threads:
            thread.shutdown()


_Process = subprocess.Popen[bytes]


def _started() -> _Process:
    path = json.dumps([place for place in sys.path if place])
    command = [sys.executable or "", "-I", "-c", _START, path]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise CrewError(str(error)) from None


def _packed(told: object) -> bytes:
    try:
        return msgspec.msgpack.encode(told)
    except UnicodeEncodeError as error:  # half of a surrogate pair
        raise CrewError(str(error)) from None


def _send(worker: _Process, content: bytes) -> None:
    assert worker.stdin is not None  # noqa: S101 - it was started with a pipe
    try:
        write_frame(worker.stdin, content)  # type: ignore[arg-type] # typeshed: IO, and a BinaryIO
    except OSError as error:
        raise CrewError(str(error)) from None


def _ask(worker: _Process, tasks: Sequence[Task]) -> list[tuple[Record, ...]]:
    _send(worker, _packed(tasks))
    assert worker.stdout is not None  # noqa: S101 - it was started with a pipe
    frame = read_frame(worker.stdout)  # type: ignore[arg-type] # see above
    try:
        answers = [] if frame is None else _answers.decode(frame)
    except msgspec.MsgspecError as error:
        raise CrewError(str(error)) from None
    if len(answers) != len(tasks):
        raise CrewError("a process that reads queries ended too early")
    return answers
