"""Kills dbt at random points of its work, many times, and looks at what is left each time.

Run by the tests: `python quarantine_killer.py PROJECT SEED TIMES`. This process imports dbt once
and forks for each run; it opens no database itself. Prints what it found as a line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.environments import local
from dbt.cli.main import dbtRunner

ROWS = 3000  # in each version of the source
STEP = 500  # rows that leave it, and that come, from one version to the next
MODELS = ("whole", "keyed")
State = dict[str, tuple[dict[int, int], dict[int, int]]]  # published and quarantined, id to version


def rows_of(version: int) -> dict[int, bool]:
    """The ids of a version's source, and whether each row is valid."""
    return {at: (at + version) % 7 != 0 for at in range(version * STEP, version * STEP + ROWS)}


def after(state: State, version: int) -> State:
    """What a run that reads this version makes of a state."""
    rows = rows_of(version)
    valid = {at: version for at, is_valid in rows.items() if is_valid}
    broken = {at: version for at, is_valid in rows.items() if not is_valid}
    published, kept = state["keyed"]
    kept = {at: of for at, of in kept.items() if at not in rows}
    return {"whole": (valid, broken), "keyed": ({**published, **valid}, {**kept, **broken})}


def in_a_child(act: Callable[[], Any]) -> tuple[int, Any]:
    """Run a function in a process of its own: the signal that ended it, and what it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "w") as answer:
                json.dump(act(), answer)
        finally:  # never back into what the parent does
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, json.loads(text or "null")


def fill(version: int) -> None:
    """Put a version's rows into the source."""
    import duckdb

    with duckdb.connect("target/small.duckdb") as connection:
        connection.execute("create schema if not exists raw")
        rows = "".join(
            f"({at}, '{'new' if is_valid else 'odd'}', 1, '{version}')," for at, is_valid in
            rows_of(version).items()
        )  # fmt: skip
        connection.execute(
            "create or replace table raw.orders as select id, status, amount::decimal(12,2) as "
            f"amount, customer from (values {rows[:-1]}) as t(id, status, amount, customer)"
        )


def look() -> dict[str, Any]:
    """The tables and quarantines that are there, each as a list of id and version."""
    import duckdb

    with duckdb.connect("target/small.duckdb") as connection:
        return {
            name: [
                connection.execute(f"select id, customer::int from {schema}.{name}").fetchall()
                for schema in ("main", "main_quarantine")
            ]
            for name in MODELS
        }


def found() -> State:
    """What is there now; fails where an id is there twice."""
    signalled, tables = in_a_child(look)
    assert signalled == 0
    state: State = {}
    for name, (published, kept) in tables.items():
        pair = (dict(published), dict(kept))
        assert (len(pair[0]), len(pair[1])) == (len(published), len(kept)), f"{name}: doubled rows"
        state[name] = pair
    return state


def build(killed: random.Random | None) -> str:
    """Run dbt, killed at a point that chance picks: `well`, `killed`, or what dbt said."""
    point = killed.randrange(1, 75) if killed else 0
    how = killed.choice(("before", "after", "during")) if killed else ""
    delay = killed.uniform(0, 0.02) if killed else 0.0

    def run() -> str:
        if point:
            kill_at(point, how, delay)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        done = dbtRunner().invoke(["--quiet", "run", "--threads", "2"])
        said = [str(each.message) for each in done.result or ()]
        return "well" if done.success else str([str(done.exception), *said])

    signalled, told = in_a_child(run)
    assert signalled in (0, signal.SIGKILL)
    return "killed" if signalled else str(told)


def kill_at(point: int, how: str, delay: float) -> None:
    """Have this process killed at its statement of this number, counted from the first of ours."""
    original = local.DuckDBCursorWrapper.execute
    seen = Counter[str]()

    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def execute(self: Any, sql: str, bindings: Any = None) -> Any:
        if "treaty" in sql or seen["statements"]:
            seen["statements"] += 1
        if seen["statements"] == point and how == "before":
            kill()
        if seen["statements"] == point and how == "during":
            threading.Timer(delay, kill).start()
        answer = original(self, sql, bindings)
        if seen["statements"] == point and how == "after":
            kill()
        return answer

    local.DuckDBCursorWrapper.execute = execute


def main() -> None:
    """Version by version: a killed run, a look, and now and then a run that may end."""
    project, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    os.chdir(project)
    chance, told = random.Random(seed), Counter[str]()  # noqa: S311 - no secret
    in_a_child(lambda: fill(0))
    assert build(None) == "well"
    state = found()
    assert state == after({"whole": ({}, {}), "keyed": ({}, {})}, 0)
    for version in range(1, times + 1):
        in_a_child(lambda v=version: fill(v))
        told[build(chance)] += 1
        wanted, state = (state, after(state, version)), found()
        for name in MODELS:
            old, new = (each[name] for each in wanted)
            assert state[name] in (old, new), f"{name}: neither pair after run {version}"
            told[f"{name} {'new' if state[name] == new else 'old'}"] += 1
        if version % 3 == 0 or version == times:
            ended = build(None)
            assert ended == "well", f"the run after run {version}: {ended}"
            assert found() == after(state, version), f"not whole after run {version}"
            state = after(state, version)
            told["completed"] += 1
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
