"""`quarantine_killer` on PostgreSQL: dbt is killed, the server stays.

Run by the tests: `python postgres_killer.py PROJECT SEED TIMES PORT`.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import psycopg2
from quarantine_killer import MODELS, Store, main, source_sql

_BUSY = (
    "select count(*) from pg_stat_activity "
    "where backend_type = 'client backend' and pid <> pg_backend_pid()"
)


def _cursor() -> Any:
    session = psycopg2.connect(host="127.0.0.1", port=sys.argv[4], user="treaty", dbname="postgres")
    session.autocommit = True
    return session.cursor()


def _fill(version: int) -> None:
    cursor = _cursor()
    cursor.execute("create schema if not exists raw; drop table if exists raw.orders cascade")
    cursor.execute("create table raw.orders as " + source_sql(version))


def _look() -> dict[str, Any]:
    """What is there, once the server has noticed that the client is gone."""
    cursor = _cursor()
    cursor.execute(_BUSY)
    while cursor.fetchone()[0]:
        time.sleep(0.02)
        cursor.execute(_BUSY)
    there = {}
    for name in MODELS:
        there[name] = []
        for schema in ("main", "main_quarantine"):
            cursor.execute(f"select id, customer::int from {schema}.{name}")
            there[name].append(cursor.fetchall())
    return there


def _watched() -> Any:
    """A class of cursors in Python, which every connection of this process then has."""

    class Watched(psycopg2.extensions.cursor):
        def execute(self, sql: str, values: Any = None) -> None:
            super().execute(sql, values)

    connect = psycopg2.connect

    def watching(*given: Any, **named: Any) -> Any:
        return connect(*given, **{"cursor_factory": Watched, **named})

    psycopg2.connect = watching
    return Watched


if __name__ == "__main__":
    main(Store(_fill, _look, _watched, "pg_advisory_xact_lock", 60))
