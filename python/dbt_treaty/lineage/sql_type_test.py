from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbt_treaty.lineage.sql_type import same_type

CASES = [
    ("varchar", "text", "duckdb", True),
    ("string", "VARCHAR", "duckdb", True),
    ("int", "integer", "postgres", True),
    ("int4", "INT", "postgres", True),
    ("int8", "bigint", "postgres", True),
    ("timestamptz", "timestamp with time zone", "postgres", True),
    ("timestamp", "timestamp without time zone", "postgres", True),
    ("timestamp", "timestamptz", "postgres", False),
    ("numeric", "decimal", "postgres", True),
    ("numeric(18,2)", "decimal(18,2)", "postgres", True),
    ("numeric(18,2)", "decimal(18,3)", "postgres", False),
    ("decimal", "decimal(18,3)", "duckdb", True),
    ("numeric", "numeric(10,2)", "postgres", None),
    ("varchar(10)", "text", "postgres", True),
    ("varchar(10)", "varchar(20)", "postgres", False),
    ("int64", "bigint", "bigquery", True),
    ("int64", "integer", "bigquery", True),
    ("float64", "double", "bigquery", True),
    ("string", "varchar", "bigquery", True),
    ("number(38,0)", "int", "snowflake", True),
    ("number(10,2)", "int", "snowflake", False),
    ("number", "number(38,0)", "snowflake", True),
    ("bigint", "number(38,0)", "snowflake", True),
    ("timestamp_ntz", "timestamp", "snowflake", True),
    ("timestamp_tz", "timestamp", "snowflake", False),
    ("variant", "variant", "snowflake", True),
    ("float", "double", "snowflake", True),
    ("real", "float4", "postgres", True),
    ("double precision", "float8", "postgres", True),
    ("float", "double", "duckdb", False),
    ("int[]", "integer[]", "duckdb", True),
    ("int[]", "bigint[]", "duckdb", False),
    ("struct(a int, b text)", "struct(a integer, b varchar)", "duckdb", True),
    ("struct(a int)", "struct(b int)", "duckdb", False),
    ("array<string>", "array<varchar>", "spark", True),
    ("map<string,int>", "map<string,integer>", "spark", True),
    ("bool", "boolean", "postgres", True),
    ("bit", "boolean", "sqlserver", True),
    ("datetime2", "datetime", "sqlserver", False),
    ("nvarchar(max)", "nvarchar(20)", "sqlserver", True),
    ("String", "Nullable(String)", "clickhouse", True),
    ("LowCardinality(String)", "String", "clickhouse", True),
    ("DateTime", "DateTime64(3)", "clickhouse", False),
    ("UInt64", "Int64", "clickhouse", False),
    ("json", "jsonb", "postgres", False),
    ("my_enum", "my_enum", "postgres", True),
    ("my_enum", "text", "postgres", None),
    ("blah blah", "text", "duckdb", None),
    ("hugeint", "bigint", "duckdb", False),
    ("uuid", "text", "duckdb", False),
    ("date", "timestamp", "duckdb", False),
    ("timestamp", "timestamp_ntz", "databricks", False),
    ("timestamp", "timestamptz", "bigquery", True),
    ("datetime", "timestamp", "bigquery", False),
    ("character varying(256)", "varchar", "redshift", True),
    ("bytea", "varbinary", "postgres", True),
    ("decimal(10)", "decimal(10,0)", "postgres", True),
    ("timestamp(6)", "timestamp", "trino", True),
    ("timestamp(6)", "timestamp(3)", "trino", False),
    ("bigint", "INT64", "bigquery", True),
    ("interval", "interval", "duckdb", True),
    ("int", "smallint", "duckdb", False),
    ("char(3)", "varchar(3)", "postgres", False),
    ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "duckdb", True),
    ("time", "time with time zone", "postgres", False),
    ("double", "float", "spark", False),
    ("number", "number(10,0)", "oracle", None),
    ("varchar2(10)", "varchar2(20)", "oracle", False),
    ("bignumeric", "numeric", "bigquery", False),
    ("text", "string", "unknown", True),
    ("enum('a')", "enum('b')", "duckdb", False),
    ("super", "super", "redshift", True),
    ("timestamp", "datetime", "clickhouse", True),
    ("double", "real", "sqlite", True),
]


@pytest.mark.parametrize(("a", "b", "dialect", "expected"), CASES)
def test_same_type(a: str, b: str, dialect: str, expected: bool | None) -> None:
    assert same_type(a, b, dialect) is expected
    assert same_type(b, a, dialect) is expected


@pytest.mark.parametrize("type_", sorted({a for a, *_ in CASES}))
def test_a_type_is_itself(type_: str) -> None:
    assert same_type(type_, f"  {type_.upper()} ", "duckdb") is True


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["duckdb", "snowflake", "x"]))
def test_any_text_gets_an_answer(a: str, b: str, dialect: str) -> None:
    assert same_type(a, b, dialect) in {True, False, None}
    assert same_type(a, b, dialect) is same_type(b, a, dialect)
