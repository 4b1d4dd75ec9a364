"""Kills dbt at random points of its work, many times, and looks at what is left each time.

Run by the tests: `python quarantine_killer.py PROJECT SEED TIMES`, on DuckDB; the engines' tests
run `main` with another store. This process imports dbt once and forks for each run; it opens no
database itself. Prints what it found as a line of JSON.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Store:
    """A warehouse whose client is killed.

    ``fill`` puts a version's rows into the source; ``look`` has the tables and quarantines that are
    there, each as a list of id and version; ``cursor`` has the class through which dbt's statements
    go, which are counted from the first with the text ``begin``, ``points`` or a few more in a run.
    """

    fill: Callable[[int], None]
    look: Callable[[], dict[str, Any]]
    cursor: Callable[[], Any]
    begin: str
    points: int
    delay: float = 0.02  # seconds, at most, into a statement that is interrupted


def fill(version: int) -> None:
    """Put a version's rows into DuckDB's source."""
    import duckdb

    with duckdb.connect("target/small.duckdb") as connection:
        connection.execute("create schema if not exists raw")
        connection.execute("drop table if exists raw.orders")
        connection.execute("create table raw.orders as " + source_sql(version))


def source_sql(version: int) -> str:
    """A version's rows as a SELECT."""
    rows = "".join(
        f"({at}, '{'new' if is_valid else 'odd'}', 1, '{version}')," for at, is_valid in
        rows_of(version).items()
    )  # fmt: skip
    return (
        "select id, status, amount::decimal(12,2) as amount, customer "
        f"from (values {rows[:-1]}) as t(id, status, amount, customer)"
    )


def look() -> dict[str, Any]:
    """What is there in DuckDB."""
    import duckdb

    with duckdb.connect("target/small.duckdb") as connection:
        return {
            name: [
                connection.execute(f"select id, customer::int from {schema}.{name}").fetchall()
                for schema in ("main", "main_quarantine")
            ]
            for name in MODELS
        }


def cursor() -> Any:
    """The class of dbt-duckdb's cursors."""
    from dbt.adapters.duckdb.environments import local

    return local.DuckDBCursorWrapper


def found(store: Store) -> State:
    """What is there now; fails where an id is there twice."""
    signalled, tables = in_a_child(store.look)
    assert signalled == 0
    state: State = {}
    for name, (published, kept) in tables.items():
        pair = (dict(published), dict(kept))
        assert (len(pair[0]), len(pair[1])) == (len(published), len(kept)), f"{name}: doubled rows"
        state[name] = pair
    return state


def build(store: Store, killed: random.Random | None) -> str:
    """Run dbt, killed at a point that chance picks: `well`, `killed`, or what dbt said."""
    act = arm(store, killed, lambda: os.kill(os.getpid(), signal.SIGKILL)) if killed else None
    signalled, told = in_a_child(lambda: run(act))
    assert signalled in (0, signal.SIGKILL)
    return "killed" if signalled else str(told)


def run(armed: Callable[[], None] | None) -> str:
    """Run dbt in this process: `well`, or what dbt said."""
    if armed:
        armed()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    done = dbtRunner().invoke(["--quiet", "run", "--threads", "2"])
    said = [str(each.message) for each in done.result or ()]
    return "well" if done.success else str([str(done.exception), *said])


def arm(store: Store, chance: random.Random, kill: Callable[[], None]) -> Callable[[], None]:
    """Let chance pick a point; what has ``kill`` called there, once it is called itself."""
    point = chance.randrange(1, store.points)
    how, delay = chance.choice(("before", "after", "during")), chance.uniform(0, store.delay)
    return lambda: kill_at(store, (point, how, delay), kill)


def kill_at(store: Store, when: tuple[int, str, float], kill: Callable[[], None]) -> None:
    """Have this process killed at its statement of this number, counted from the first of ours."""
    kind, (point, how, delay) = store.cursor(), when
    original = kind.execute
    seen = Counter[str]()

    def execute(self: Any, sql: str, *rest: Any) -> Any:
        if store.begin in sql or seen["statements"]:
            seen["statements"] += 1
        at = seen["statements"]
        if at == point and how == "before":
            kill()
        if at == point and how == "during":
            threading.Timer(delay, kill).start()
        answer = original(self, sql, *rest)
        if at == point and how == "after":
            kill()
        return answer

    kind.execute = execute


def main(store: Store) -> None:
    """Version by version: a killed run, a look, and now and then a run that may end."""
    project, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    os.chdir(project)
    chance, told = random.Random(seed), Counter[str]()  # noqa: S311 - no secret
    in_a_child(lambda: store.fill(0))
    ended = build(store, None)
    assert ended == "well", ended
    state = found(store)
    assert state == after({"whole": ({}, {}), "keyed": ({}, {})}, 0)
    for version in range(1, times + 1):
        in_a_child(lambda v=version: store.fill(v))
        ended = build(store, chance)
        assert ended in ("well", "killed"), ended
        told[ended] += 1
        wanted, state = (state, after(state, version)), found(store)
        for name in MODELS:
            old, new = (each[name] for each in wanted)
            assert state[name] in (old, new), f"{name}: neither pair after run {version}"
            told[f"{name} {'new' if state[name] == new else 'old'}"] += 1
        if version % 3 == 0 or version == times:
            ended = build(store, None)
            assert ended == "well", f"the run after run {version}: {ended}"
            assert found(store) == after(state, version), f"not whole after run {version}"
            state = after(state, version)
            told["completed"] += 1
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Store(fill, look, cursor, '"node_id": "model', 72))
