"""Runs what nests deeper than Python's usual limit lets it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

FRAMES = 40_000
STACK_BYTES = 256 * 1024 * 1024  # address space, of which only what is used becomes memory
_LOCK = threading.Lock()


def on_deep_stack(function: Callable[[], T]) -> T:
    """What ``function`` returns or raises, run with room for ``FRAMES`` calls within calls.

    Macros write SQL that nests sixty functions; the parser takes some fifteen frames for each, and
    the usual limit is a thousand. A thread of its own has the stack for it, so that the limit can
    be raised without harm to the caller's. Raises RecursionError where even that is not enough.
    """
    result: list[T] = []
    error: list[BaseException] = []

    def run() -> None:
        try:
            result.append(function())
        except BaseException as raised:
            error.append(raised)

    with _LOCK:
        limit, size = sys.getrecursionlimit(), threading.stack_size(STACK_BYTES)
        thread = threading.Thread(target=run, name="deep-stack")
        sys.setrecursionlimit(max(limit, FRAMES))
        try:
            thread.start()
            thread.join()
        finally:
            sys.setrecursionlimit(limit)
            threading.stack_size(size)
    if error:
        raise error[0]
    return result[0]
