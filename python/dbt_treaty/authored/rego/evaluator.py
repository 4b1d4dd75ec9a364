"""A process that runs Rego: policies come in, what they say goes out.

It knows no secret of its parent's (its environment is empty), may write no file and take no more
than its share of memory, and Rego has no way to the network here. Who asked ends it when a policy
takes too long.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from math import ceil
from threading import Thread
from time import sleep
from typing import Any

import msgspec

from dbt_treaty.authored.rego.engine import Engine, EngineError
from dbt_treaty.authored.rego.frames import (
    MOST_MEMORY,
    OUT_OF_MEMORY,
    Answer,
    Fault,
    Job,
    read_frame,
    write_frame,
)

_LOOK = 0.05  # seconds
_jobs = msgspec.msgpack.Decoder(Job)


def main() -> None:
    """Serve until standard input ends."""
    incoming = sys.stdin.buffer
    # What a policy prints must not end up among the frames.
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    _shut_in()
    while (frame := read_frame(incoming)) is not None:
        job = _jobs.decode(frame)
        _limit(job.seconds)
        write_frame(outgoing, msgspec.msgpack.encode(perform(job)))


def perform(job: Job) -> Answer:
    """What a policy says of each of its inputs."""
    results: list[bytes] = []
    try:
        engine = Engine(job)
    except EngineError as error:
        return Answer((), error.faults)
    try:
        said = 0
        for content in job.inputs:
            result = engine.judge(msgspec.json.decode(content))
            said += len(result)
            if said > job.most:
                raise EngineError(Fault(f"it says more than {job.most:,} bytes in all"))
            results.append(result)
    except EngineError as error:
        at = len(results)
        faults = (msgspec.structs.replace(each, input=at) for each in error.faults)
        return Answer(tuple(results), tuple(faults))
    except (MemoryError, UnicodeError) as error:
        told = f"{type(error).__name__}: {error}"
        return Answer(tuple(results), (Fault(told, input=len(results)),))
    return Answer(tuple(results), ())


def _shut_in() -> None:
    """Limits that hold for whatever a policy makes the engine do."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, resource.getrlimit(kind)[1]))
    Thread(target=_watch, args=(resource,), daemon=True).start()


def _limit(seconds: int) -> None:
    """Has the system end this process when its next job takes longer.

    It counts the processor's seconds: a machine that does much else refuses no build by that.
    """
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - there is none on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = ceil(used.ru_utime + used.ru_stime) + seconds
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


def _watch(resource: Any) -> None:
    """Ends the process when it takes too much memory.

    A limit of the address space would not do: the engine reserves far more of it than it uses.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < MOST_MEMORY:
        sleep(_LOOK)
    os._exit(OUT_OF_MEMORY)
