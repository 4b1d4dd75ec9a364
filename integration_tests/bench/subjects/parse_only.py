"""Every query parsed by ``sqlglot.parse_one`` and its tree dropped: what all that use it pay.

With ``quiet`` the garbage collector waits while a tree grows and frees it (it refers to itself)
before the next one comes. That is as fast as sqlglot goes in bounded memory, and takes knowing it.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

import sqlglot

from bench.subjects.told import Stopwatch, tell

DIALECT = "duckdb"


def main(folder: Path, quiet: bool) -> None:
    """Parse all queries."""
    queries = [each["sql"] for each in json.loads((folder / "queries.json").read_text())]
    sqlglot.parse_one("select 1", dialect=DIALECT)  # the dialect is imported when first named
    parse, watch = (_quietly if quiet else _parse), Stopwatch()
    with watch.running():
        for sql in queries:
            parse(sql)
    tell(watch)


def _parse(sql: str) -> None:
    sqlglot.parse_one(sql, dialect=DIALECT)


def _quietly(sql: str) -> None:
    gc.disable()
    _parse(sql)
    gc.enable()
    gc.collect(0)


main(Path(sys.argv[1]), quiet="quiet" in sys.argv[2:])
