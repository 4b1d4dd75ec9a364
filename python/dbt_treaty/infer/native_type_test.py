from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dbt_treaty.contracts.logical_type import parse_type
from dbt_treaty.infer.native_type import logical_type, shown_type

TABLE = Path(__file__).parents[3] / "tests" / "fixtures" / "data_types.yml"
TYPES: dict[str, dict[str, str]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TYPES.values(), ids=TYPES)
def test_the_way_back_from_duckdb(row: dict[str, str]) -> None:
    assert str(logical_type(row["created"], "duckdb")) == str(parse_type(row["logical"]))


@pytest.mark.parametrize(
    ("native", "warehouse", "logical"),
    [
        ("character varying(256)", "postgres", "string"),
        ("timestamp without time zone", "postgres", "timestamp"),
        ("timestamp(6) with time zone", "trino", "timestamp_tz"),
        ("double precision", "redshift", "double"),
        ("numeric(12,2)", "postgres", "decimal(12,2)"),
        ("NUMBER(38,0)", "snowflake", "bigint"),
        ("NUMBER(12,2)", "snowflake", "decimal(12,2)"),
        ("TIMESTAMP_NTZ(9)", "snowflake", "timestamp"),
        ("FLOAT", "snowflake", "double"),
        ("INT64", "bigquery", "bigint"),
        ("TIMESTAMP", "bigquery", "timestamp_tz"),
        ("DATETIME", "bigquery", "timestamp"),
        ("NUMERIC", "bigquery", "decimal(38,9)"),
        ("ARRAY<STRUCT<a INT64, b STRING>>", "bigquery", "array<struct<a: bigint, b: string>>"),
        ("timestamp", "databricks", "timestamp_tz"),
        ("array<int>", "spark", "array<integer>"),
        ("struct<a:int,b:map<string,string>>", "spark", None),
        ("row(a integer)", "trino", "struct<a: integer>"),
        ("HUGEINT", "duckdb", "decimal(38,0)"),
        ("MAP(VARCHAR, INTEGER)", "duckdb", "json"),
        ("ENUM('a', 'b')", "duckdb", "string"),
        ("time with time zone", "duckdb", None),
        ("numeric", "postgres", None),
        ("geography", "bigquery", None),
        ("", "duckdb", None),
    ],
)
def test_each_warehouses_words(native: str, warehouse: str, logical: str | None) -> None:
    found = logical_type(native, warehouse)

    assert (str(found) if found else None) == logical


def test_the_values_of_an_enum_are_not_shown() -> None:
    assert shown_type("STRUCT(a ENUM('it''s', 'b)'), b INTEGER)[]") == "STRUCT(a ENUM, b INTEGER)[]"
