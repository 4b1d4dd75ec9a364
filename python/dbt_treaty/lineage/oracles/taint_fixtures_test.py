"""Runs DuckDB's fixtures, changes one input column after the other, and sees who notices."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import duckdb
import pytest

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.fixtures_test import Pair, pairs, relations
from dbt_treaty.lineage.oracles.fixture_tables import identifiers, typings
from dbt_treaty.lineage.oracles.taint import missing_edges
from dbt_treaty.lineage.oracles.tainted_database import TaintedDatabase

PAIRS = [pair for pair in pairs() if pair.dialect == "duckdb"]
# What DuckDB does and the SQL does not say.
NOT_SAID = {
    "expressions: named windows, one built on another": {
        # Both windows share one sort, so the unordered one has the other's order.
        "a changes: users.age"
    },
    # So of rows with one amount it takes the first of the other's order.
    "every_clause: a named window that another extends, used by two columns": {"f changes: t.day"},
}
# DuckDB can't take these, by a piece of what it says.
NOT_RUN = (
    "syntax error",  # fixtures of what is no SQL, or of a word that only others let stand
    "does not exist",  # tables, functions and files that nobody has
    "already exists",
    "not found in FROM clause",  # columns that nobody has
    "does not have a column named",
    "No columns found to join on",
    "No function matches",  # no one type of a column fits all its uses
    "Conversion Error",
    "More than one row returned",
    "No files found",
    "must appear in the GROUP BY",
    "same number of result columns",
    "STAR expression is only allowed",
    "more than one column in front of a star",
    "Could not find key",
    "Cannot extract field",
    "Deprecated lambda arrow",
    "Invalid LIST argument",
    "UNNEST() can only be applied",
    "Ambiguous reference to table",
    "Interrupted",  # a recursion without end
    "Map keys can not be NULL",
    "No matching columns found",
    "no statement",
)


def noticed(pair: Pair, seeds: int) -> Iterator[str]:
    """What DuckDB shows and the lineage does not say. duckdb.Error where it can't run the pair."""
    lineage = analyse(pair.sql, pair.dialect, relations(pair.schema))
    failures: list[duckdb.Error] = []
    for tables in typings(pair):
        try:
            with TaintedDatabase(tables) as database:
                for seed in range(seeds):
                    random = Random(seed)
                    database.fill(random)
                    yield from missing_edges(database, pair.sql, lineage, random, identifiers(pair))
                return
        except duckdb.Error as error:
            failures.append(error)
    raise failures[0]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.title)
def test_every_column_that_matters_has_an_edge(pair: Pair) -> None:
    try:
        found = set(noticed(pair, 1))
    except duckdb.Error as error:
        assert any(known in str(error) for known in NOT_RUN), error
        pytest.skip(str(error).splitlines()[0])
    assert found <= NOT_SAID.get(pair.title, set())


@pytest.mark.parametrize(
    "sql", ["select email from users", "select id from users where email > 'b'"]
)
def test_a_missing_edge_is_noticed(sql: str) -> None:
    blind = analyse(
        "select 1 as email" if "where" not in sql else "select id from users",
        "duckdb",
        relations("users(id, email)"),
    )
    with TaintedDatabase({"users": {"id": "integer", "email": "varchar"}}) as database:
        random = Random(0)
        database.fill(random)
        found = set(missing_edges(database, sql, blind, random, {"users": "users"}))
    if "where" in sql:
        assert found == {"id changes: users.email"}
    else:
        assert found == {"email changes: users.email", "email holds the value: users.email"}
