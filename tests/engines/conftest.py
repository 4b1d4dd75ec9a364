"""The engines, each started once in a test process and emptied before each module's project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from conftest import QUIET
from engine import ENGINES, Engine, missing, running


@pytest.fixture(scope="session", autouse=True)
def quiet_engines() -> Iterator[None]:
    """What `quiet_dbt` sets for a test, for what lives longer as well."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def started() -> Iterator[Callable[[str], Engine]]:
    """Starts an engine at its first use and gives it without a table; skips one that is missing."""
    kept: dict[str, Engine] = {}
    with ExitStack() as stack:

        def start(name: str) -> Engine:
            reason = missing(name)
            if reason is not None:
                pytest.skip(reason)
            if name not in kept:
                kept[name] = stack.enter_context(running(name))
            kept[name].clear()
            return kept[name]

        yield start


# A file's tests build on each other's tables: all of them run in one worker (--dist loadfile).
@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, started: Callable[[str], Engine]) -> Engine:
    """Each engine in turn, empty."""
    return started(request.param)
