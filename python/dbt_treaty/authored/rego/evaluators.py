"""Starts the processes that run Rego, and ends those that take too long."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late  # its own kind of error before Python 3.11
from contextlib import suppress
from queue import SimpleQueue

import msgspec

from dbt_treaty.authored.rego.frames import (
    MOST_MEMORY,
    OUT_OF_MEMORY,
    Answer,
    Fault,
    Job,
    read_frame,
    write_frame,
)
from dbt_treaty.ledger.crew import processes

# The modules' places are handed over: the folder a user stands in must not come before them.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from dbt_treaty.authored.rego.evaluator import main; main()"
)
# What a process needs to begin at all; nothing else of the environment is known to a policy.
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_answers = msgspec.msgpack.Decoder(Answer)
_Waiting = SimpleQueue[tuple[int, Job] | None]
_OVER_TIME = getattr(signal, "SIGXCPU", 0)
_PATIENCE = 10  # times the seconds that a processor may work: other things may run as well


def evaluate(jobs: Iterable[Job], most: int) -> list[Answer]:
    """The answer of each of at most so many jobs, in their order.

    Several processes share them, and work on the first while the next is made.
    """
    waiting: _Waiting = SimpleQueue()
    size = min(processes(), most)
    if not size:
        return []
    with ThreadPoolExecutor(size) as threads:
        served = [threads.submit(lambda: list(_serve(waiting))) for _ in range(size)]
        try:
            for numbered in enumerate(jobs):
                waiting.put(numbered)
        finally:
            for _ in range(size):
                waiting.put(None)
        answers = dict(pair for each in served for pair in each.result())
    return [answers[number] for number in range(len(answers))]


def _serve(waiting: _Waiting) -> Iterator[tuple[int, Answer]]:
    """Has one process after the other work: one that failed is replaced by a new one."""
    evaluator = _Evaluator()
    try:
        while (numbered := waiting.get()) is not None:
            number, job = numbered
            answer = evaluator.ask(job)
            if answer.faults:
                evaluator.end()
                evaluator = _Evaluator()
            yield number, answer
    finally:
        evaluator.end()


class _Evaluator:
    """One process."""

    def __init__(self) -> None:
        path = json.dumps([place for place in sys.path if place])
        command = [sys.executable or "", "-I", "-c", _START, path]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1)
        with suppress(OSError):
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )

    def ask(self, job: Job) -> Answer:
        """What the process answers; a fault where it does not in time, or ends."""
        if self._process is None:
            return _failed("the process that runs Rego can't be started")
        future = self._thread.submit(self._exchange, msgspec.msgpack.encode(job))
        try:
            frame = future.result(job.seconds * _PATIENCE)
        except Late:
            return _failed(_too_long(job.seconds * _PATIENCE, "waiting"))
        except OSError as error:
            return _failed(f"the process that runs Rego ended: {error.strerror}")
        if frame is None:
            return _failed(_why(self._process.wait(), job.seconds))
        return _answers.decode(frame)

    def end(self) -> None:
        """Ends the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._thread.shutdown()
        for stream in (self._process.stdin, self._process.stdout) if self._process else ():
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _exchange(self, content: bytes) -> bytes | None:
        process = self._process
        assert process is not None and process.stdin and process.stdout  # noqa: S101
        write_frame(process.stdin, content)  # type: ignore[arg-type] # typeshed: IO, a BinaryIO
        return read_frame(process.stdout)  # type: ignore[arg-type] # see above


def _why(code: int, seconds: int) -> str:
    """Why a process ended that should not."""
    if code == -_OVER_TIME:
        return _too_long(seconds, "computing")
    if code == OUT_OF_MEMORY:
        return f"it took more than {MOST_MEMORY // 1024**2:,} MiB of memory"
    return f"it broke the engine, which ended with the code {code}"


def _too_long(seconds: float, what: str) -> str:
    unit = "second" if seconds == 1 else "seconds"
    return f"it took more than {seconds} {unit} of {what} and was ended"


def _failed(told: str) -> Answer:
    return Answer((), (Fault(told),))
