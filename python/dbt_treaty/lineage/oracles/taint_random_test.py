"""Runs random queries in DuckDB, changes one input column after the other, and sees who notices."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.known_expression_test import BASE
from dbt_treaty.lineage.known_lineage_test import build
from dbt_treaty.lineage.model import Relation
from dbt_treaty.lineage.oracles.random_query import TABLES, random_query
from dbt_treaty.lineage.oracles.rounds import SECONDS, rounds
from dbt_treaty.lineage.oracles.taint import missing_edges
from dbt_treaty.lineage.oracles.tainted_database import TaintedDatabase
from dbt_treaty.lineage.relations import Relations

KNOWN = {name: dict.fromkeys(columns, "varchar") for name, columns in BASE.items()}


@pytest.fixture(scope="module")
def database() -> Iterator[TaintedDatabase]:
    with TaintedDatabase(TABLES) as opened:
        yield opened


@pytest.fixture(scope="module")
def known() -> Iterator[TaintedDatabase]:
    with TaintedDatabase(KNOWN) as opened:
        yield opened


def check(database: TaintedDatabase, sql: str, random: Random) -> bool:
    """Whether DuckDB ran it; all columns must then be resolved, well named, and miss no edge."""
    relations = Relations(
        Relation(name, "memory", "main", name, dict(columns))
        for name, columns in database.tables.items()
    )
    database.fill(random, 6)
    try:
        names = database.run(sql).names
    except duckdb.Error:
        return False
    lineage = analyse(sql, "duckdb", relations)
    assert (lineage.reason, lineage.complete) == (None, True), sql
    assert [column.name for column in lineage.columns] == list(names), sql
    assert [column.reason for column in lineage.columns] == [None] * len(names), sql
    try:
        missing = set(
            missing_edges(database, sql, lineage, random, {n: n for n in database.tables})
        )
    except duckdb.Error:  # only where the rows are in another order
        return False
    assert missing == set(), sql
    return True


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(st.integers(0, 1_000_000))
def test_a_random_query_misses_no_edge(database: TaintedDatabase, seed: int) -> None:
    random = Random(seed)
    check(database, random_query(random, 1), random)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(st.integers(0, 1_000_000))
def test_what_is_known_of_a_query_is_true(known: TaintedDatabase, seed: int) -> None:
    random = Random(seed)
    sql, _, _ = build(random)
    check(known, sql, random)


def test_duckdb_takes_the_random_queries(database: TaintedDatabase) -> None:
    """A generator of what DuckDB refuses would prove nothing."""
    database.fill(Random(0), 3)
    taken = 0
    for seed in range(60):
        try:
            database.run(random_query(Random(seed), 1))
            taken += 1
        except duckdb.Error:
            continue
    assert taken >= 50


@pytest.mark.skipif(not SECONDS, reason="make fuzz")
def test_long(database: TaintedDatabase, known: TaintedDatabase) -> None:
    for seed, random in rounds(0.5):
        depth = random.choice([1, 1, 2, 3])
        sql, target = random_query(random, depth), database
        if random.random() < 0.2:
            sql, target = build(random)[0], known
        try:
            check(target, sql, random)
        except AssertionError as error:
            raise AssertionError(seed) from error
