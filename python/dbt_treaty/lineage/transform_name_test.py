from __future__ import annotations

import inspect

import pytest
import sqlglot
from sqlglot import exp

from dbt_treaty.lineage.transform_name import NAMES, transform_name

FUNCTIONS = [
    kind for _, kind in inspect.getmembers(exp, inspect.isclass) if issubclass(kind, exp.Func)
]


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("duckdb", "sha256(x)", "sha256"),
        ("snowflake", "sha2(x, 384)", "sha384"),
        ("spark", "sha2(x, 0)", "sha256"),
        ("bigquery", "sha512(x)", "sha512"),
        ("mysql", "sha2(x, y)", "sha2"),
        ("bigquery", "md5(x)", "md5"),
        ("postgres", "x || y", "concat"),
        ("duckdb", "x::int", "cast"),
        ("bigquery", "safe_cast(x as int64)", "cast"),
        ("duckdb", "count(distinct x)", "count_distinct"),
        ("duckdb", "count(x)", "count"),
        ("duckdb", "x is null", "is_null"),
        ("duckdb", "x is true", "is"),
        ("clickhouse", "sumIf(x, y)", "sum"),
        ("clickhouse", "groupUniqArray(x)", "groupuniqarray"),
        ("duckdb", "MyFunction(x)", "myfunction"),
        ("duckdb", "string_agg(x)", "group_concat"),
        ("duckdb", "x // y", "int_div"),
        ("duckdb", "strftime(x, 'y')", "time_to_str"),
    ],
)
def test_transform_name(dialect: str, text: str, expected: str) -> None:
    node = sqlglot.parse_one(f"select {text}", read=dialect).selects[0]
    assert transform_name(node) == expected


@pytest.mark.parametrize("kind", FUNCTIONS, ids=lambda kind: kind.__name__)
def test_every_function_has_a_name_in_lower_case(kind: type) -> None:
    assert NAMES[kind]
    assert NAMES[kind] == NAMES[kind].lower().strip("_ ")
