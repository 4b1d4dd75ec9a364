"""Runs a query in DuckDB with one input column changed, and tells which outputs noticed."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import duckdb

from dbt_treaty.lineage.oracles.random_value import literal, random_value, replaced

# A table's full name, and the type of each of its columns.
Tables = Mapping[str, Mapping[str, str]]
SECONDS = 0.4


@dataclass(frozen=True)
class Result:
    """What a query returned: the columns' names, and each column's values, row by row."""

    names: tuple[str, ...]
    columns: tuple[tuple[Any, ...], ...]

    def sorted_columns(self) -> list[list[str]]:
        """The values without regard to the order of the rows."""
        return [sorted(map(repr, column)) for column in self.columns]


class TaintedDatabase:
    """Tables with random rows, of which one column at a time is changed and put back.

    The optimizer is off and there is one thread: a plan must not depend on the values, or
    ``any_value`` and a LIMIT would seem to read columns that they do not read.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._rows: dict[str, list[list[Any]]] = {}
        self._connection = duckdb.connect()
        self._connection.execute(
            "set threads = 1; set memory_limit = '400MB'; pragma disable_optimizer"
        )
        for name, columns in tables.items():
            if "." in name:
                self._make_schema(name)
            listed = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
            self._connection.execute(f"create table {name} ({listed})")
        databases = [name.split(".")[0] for name in tables if name.count(".") == 2]
        if databases:
            self._connection.execute(f"use {databases[0]}")

    def __enter__(self) -> TaintedDatabase:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _make_schema(self, name: str) -> None:
        *database, schema, _ = name.split(".")
        for attached in database:
            self._connection.execute(f"attach if not exists ':memory:' as {attached}")
        self._connection.execute(f"create schema if not exists {'.'.join([*database, schema])}")

    def fill(self, random: Random, rows: int = 7, nulls: float = 0.12) -> None:
        """New random rows in every table, with this share of NULLs."""
        for name, columns in self.tables.items():
            self._rows[name] = [
                [random_value(random, type_, nulls) for type_ in columns.values()]
                for _ in range(rows)
            ]
            self._write(name, self._rows[name])

    def _write(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        types = self.tables[table].values()
        listed = ", ".join(f"({', '.join(map(literal, row, types))})" for row in rows)
        self._connection.execute(f"truncate {table}; insert into {table} values {listed}")

    def run(self, sql: str) -> Result:
        """The query's result; duckdb.Error where it is no query, fails on these rows or runs on.

        A recursive query over random rows may never end, and would fill the memory first.
        """
        watchdog = threading.Timer(SECONDS, self._connection.interrupt)
        if "recursive" in sql:
            watchdog.start()
        try:
            cursor = self._connection.execute(sql)
            if cursor is None:  # nothing but remarks
                raise duckdb.ParserException("no statement")
            names = tuple(name for name, *_ in cursor.description or ())
            rows = cursor.fetchall()
        finally:
            watchdog.cancel()
        return Result(names, tuple(zip(*rows, strict=True)) if rows else tuple(() for _ in names))

    def unsteady(self, sql: str, before: Result, random: Random) -> frozenset[int]:
        """The positions of the output columns that depend on the order the rows are stored in.

        What ``any_value``, ``lag`` without an order or a LIMIT picks proves nothing.
        """
        found: frozenset[int] = frozenset()
        for _ in range(3):
            for name, rows in self._rows.items():
                self._write(name, random.sample(rows, len(rows)))
            found |= differing(before, self.run(sql))
        for name, rows in self._rows.items():
            self._write(name, rows)
        return found

    def rerun(self, sql: str, at: tuple[str, str], strategy: str, random: Random) -> Result | None:
        """The result with other values in one column of one table; None where it fails on them."""
        table, column = at
        place = list(self.tables[table]).index(column)
        values = [row[place] for row in self._rows[table]]
        new = replaced(random, self.tables[table][column], values, strategy)
        changed = zip(self._rows[table], new, strict=True)
        self._write(table, [[*row[:place], value, *row[place + 1 :]] for row, value in changed])
        try:
            return self.run(sql)
        except duckdb.Error:
            return None
        finally:
            self._write(table, self._rows[table])


def differing(before: Result, after: Result) -> frozenset[int]:
    """The positions of the columns whose values differ, whatever the order of the rows."""
    if after.names != before.names:
        return frozenset(range(len(before.names)))
    pairs = zip(before.sorted_columns(), after.sorted_columns(), strict=True)
    return frozenset(i for i, (old, new) in enumerate(pairs) if old != new)
