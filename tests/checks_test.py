"""What a contract's checks measure, run on DuckDB as the macros spell it."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from macro_files import Macros

ROWS = [
    # id, email, unit, tenant
    (1, "a@x", "kg", 1),
    (2, "a@x", "kg", 1),
    (2, None, "lb", 1),
    (4, "", None, 2),
]


class Dbt:
    """What dbt's own macros do with text on DuckDB."""

    @staticmethod
    def string_literal(text: str) -> str:
        return f"'{text}'"

    @staticmethod
    def escape_single_quotes(text: str) -> str:
        return text.replace("'", "''")


def failing(
    rows: list[tuple[Any, ...]], operator: str, bounds: list[Any], **said: Any
) -> list[Any]:
    """What the test finds: nothing, or the one value that is not what it must be."""
    query = Macros("duckdb", dbt=Dbt).holds("item", operator, bounds, **said)
    with duckdb.connect() as session:
        session.execute("create table item (id integer, email varchar, unit varchar, tenant int)")
        if rows:
            session.executemany("insert into item values (?, ?, ?, ?)", rows)
        return [value for (value,) in session.execute(query).fetchall()]


@pytest.mark.parametrize(
    ("said", "measured"),
    [
        ({"metric": "null_values", "subject": "email"}, 1),
        ({"metric": "null_values", "subject": "email", "unit": "percent"}, 25),
        ({"metric": "missing_values", "subject": "email", "listed": [None, ""]}, 2),
        ({"metric": "missing_values", "subject": "email", "listed": ["", "it's"]}, 1),
        ({"metric": "missing_values", "subject": "email", "listed": [None]}, 1),
        ({"metric": "invalid_values", "subject": "unit", "listed": ["kg"]}, 1),
        ({"metric": "invalid_values", "subject": "unit", "listed": ["kg", None, "lb"]}, 0),
        ({"metric": "invalid_values", "subject": "unit", "listed": [None]}, 3),
        ({"metric": "invalid_values", "subject": "unit", "pattern": "^k"}, 1),
        ({"metric": "invalid_values", "subject": "unit", "pattern": "^k", "listed": ["lb"]}, 3),
        ({"metric": "duplicate_values", "subject": "id"}, 1),
        ({"metric": "duplicate_values", "subject": "id", "unit": "percent"}, 25),
        ({"metric": "duplicate_values", "subjects": ["tenant", "unit"]}, 1),
        ({"metric": "row_count"}, 4),
        ({"query": "select count({property}) from {object};", "subject": "unit"}, 3),
        ({"query": "with a as (select * from ${table}) select sum(id) from a -- all"}, 9),
        ({"query": "select max(id) < 3 from {model}"}, False),
        ({"query": "select id from item where id = 0"}, None),
    ],
)
def test_what_is_measured(said: dict[str, Any], measured: Any) -> None:
    assert failing(ROWS, "must_be", [True if measured is False else 1000], **said) == [measured]


@pytest.mark.parametrize(
    ("operator", "bounds", "holds"),
    [
        ("must_be", [4], True),
        ("must_be", [5], False),
        ("must_not_be", [5], True),
        ("must_not_be", [4], False),
        ("must_be_greater_than", [3], True),
        ("must_be_greater_than", [4], False),
        ("must_be_greater_or_equal_to", [4], True),
        ("must_be_greater_or_equal_to", [4.5], False),
        ("must_be_less_than", [5], True),
        ("must_be_less_than", [4], False),
        ("must_be_less_or_equal_to", [4], True),
        ("must_be_less_or_equal_to", [-4], False),
        ("must_be_between", [4, 9], True),
        ("must_be_between", [5, 9], False),
        ("must_not_be_between", [5, 9], True),
        ("must_not_be_between", [1, 4], False),
    ],
)
def test_what_it_must_be(operator: str, bounds: list[float], holds: bool) -> None:
    assert failing(ROWS, operator, bounds, metric="row_count") == ([] if holds else [4])


def test_a_share_of_no_rows_is_nothing() -> None:
    said = {"metric": "null_values", "subject": "email", "unit": "percent"}

    assert failing([], "must_be", [0], **said) == []
    assert failing([], "must_be", [1], **said) == [0]
