"""Kills dbt and its Spark at random points of their work, and looks at what the next run mends.

Run by the tests: `python spark_killer.py PROJECT SEED TIMES`. Each round is a process group of its
own with a Java of its own: it ends what the one before has left, tells what is there then, and is
killed, Java and all, in a run of the source's next version.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine import spark_session
from quarantine_killer import Store, arm, in_a_child, rows_of, run

MODELS = ("whole", "added")
TOLD = Path("told.json")


def _fill(version: int) -> None:
    from pyspark.sql import SparkSession

    rows, spark = rows_of(version), SparkSession.builder.getOrCreate()
    spark.sql("create schema if not exists raw")
    spark.sql("drop table if exists raw.orders")
    spark.sql(
        "create table raw.orders using parquet as select cast(id as int) as id, "
        f"case when (id + {version}) % 7 <> 0 then 'new' else 'odd' end as status, "
        f"cast(1 as decimal(12,2)) as amount, '{version}' as customer "
        f"from range({min(rows)}, {max(rows) + 1})"
    )


def _look() -> dict[str, Any]:
    """The tables and quarantines, each as a list of id, version and reasons."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.getOrCreate()
    there: dict[str, Any] = {}
    for name in MODELS:
        rows = spark.sql(f"select id, int(customer) from main.{name}").collect()
        kept = spark.sql(
            f"select id, int(customer), treaty_reasons from main_quarantine.{name}"
        ).collect()
        there[name] = [[list(row) for row in each] for each in (rows, kept)]
    return there


def _cursor() -> Any:
    from dbt.adapters.spark.session import Cursor

    return Cursor


STORE = Store(_fill, _look, _cursor, "__treaty_stage", 60, 0.3)


def _round(version: int, armed: Callable[[], None] | None) -> str:
    """A run that may end, what is there then, and a run that is killed."""
    os.setpgrp()
    session = spark_session(f"{Path.cwd()}/metastore")
    try:
        if version == 0:
            _fill(0)
        ended = run(None)
        TOLD.write_text(json.dumps({"ended": ended, "there": _look() if ended == "well" else None}))
        if armed is None or ended != "well":
            return ended
        _fill(version + 1)
        return run(armed)
    finally:
        java = session.sparkContext._gateway.proc
        java.stdin.close()  # by which it knows that it is to end
        java.wait()


def _check(version: int, known: set[int]) -> set[int]:
    """What is known by now to be published by adding; fails where a row is lost or doubled."""
    told = json.loads(TOLD.read_text())
    TOLD.unlink()
    assert told["ended"] == "well", f"run {version}: {told['ended']}"
    rows = rows_of(version)
    valid, broken = ({at for at in rows if rows[at] is kind} for kind in (True, False))
    published, kept = told["there"]["whole"]
    _same("whole", published, dict.fromkeys(valid, version))
    _same("quarantine of whole", [row[:2] for row in kept], dict.fromkeys(broken, version))
    published, kept = told["there"]["added"]
    _same("added", [[row[0], 0] for row in published], dict.fromkeys(known | valid, 0))
    # A row that the killed run had added is refused as one that is there already.
    refused = {row[0] for row in kept}
    assert len(refused) == len(kept), f"quarantine of added: doubled rows in run {version}"
    assert broken <= refused <= broken | known | valid | set(range(min(rows)))
    return known | valid


def _same(name: str, rows: list[list[int]], wanted: dict[int, int]) -> None:
    assert len(rows) == len(dict(rows)), f"{name}: doubled rows"  # type: ignore[arg-type]
    found = dict(rows)  # type: ignore[arg-type]
    lost, more = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
    assert found == wanted, f"{name}: lost {lost[:5]}, too many {more[:5]}"


def main() -> None:
    """Round by round: every round but the last ends with a kill."""
    project, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    os.chdir(project)
    chance, told = random.Random(seed), Counter[str]()  # noqa: S311 - no secret
    known: set[int] = set()
    for version in range(times + 1):
        armed = (
            arm(STORE, chance, lambda: os.killpg(0, signal.SIGKILL)) if version < times else None
        )
        signalled, ended = in_a_child(lambda v=version, a=armed: _round(v, a))
        known = _check(version, known)
        told["completed"] += 1
        if version < times:
            told["killed" if signalled else str(ended)] += 1
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
