import pytest

from dbt_treaty.contracts.logical_type import SIMPLE_TYPES
from dbt_treaty.contracts.odcs.physical_type import logical_of

WORDS = {
    "varchar(18)": "string",
    "VARCHAR2(40 BYTE)": "string",
    "character varying(10)": "string",
    "varchar[15]": "string",
    "nvarchar(max)": "string",
    "bpchar": "string",
    "text": "string",
    "INT": "integer",
    "int(11)": "integer",
    "smallint": "integer",
    "serial": "integer",
    "INT64": "bigint",
    "bigserial": "bigint",
    "NUMBER(38, 0)": "decimal(38,0)",
    "numeric(12,2)": "decimal(12,2)",
    "decimal(9)": "decimal(9,0)",
    "double precision": "double",
    "FLOAT8": "double",
    "real": "float",
    "bool": "boolean",
    "datetime": "timestamp",
    "timestamp(6) without time zone": "timestamp",
    "TIMESTAMP_NTZ(9)": "timestamp",
    "timestamp with time zone": "timestamp_tz",
    "timestamptz": "timestamp_tz",
    "time(6)": "time",
    "bytea": "binary",
    "VARIANT": "json",
    "uniqueidentifier": "uuid",
    "array<string>": "array<string>",
    "STRUCT<a: array<int>>": None,
    "struct<a: array<integer>>": "struct<a: array<integer>>",
    "numeric": None,
    "number(50,2)": None,
    "map<string,int>": None,
    "geography": None,
    "": None,
}


@pytest.mark.parametrize("physical", WORDS)
def test_a_warehouses_word_is_one_of_ours_or_not_known(physical: str) -> None:
    known = logical_of(physical)

    assert (str(known) if known else None) == WORDS[physical]


@pytest.mark.parametrize("name", [*SIMPLE_TYPES, "decimal(12,2)", "array<struct<a: json>>"])
def test_our_own_words_come_back_as_they_are(name: str) -> None:
    assert str(logical_of(name)) == name
