"""A warehouse's type in logical words: the way back from ``macros/types/data_type.sql``."""

from __future__ import annotations

import re

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.contracts.logical_type import MAX_PRECISION, LogicalType

_WORDS = {
    "string": "varchar text string char character nvarchar nchar bpchar enum citext name clob",
    "boolean": "boolean bool bit",
    "integer": "integer int int4 int32 smallint int2 int16 tinyint int1 utinyint usmallint",
    "bigint": "bigint int8 int64 long uinteger",
    "float": "real float4 float32",
    "double": "double float8 float64",
    "date": "date",
    "time": "time",
    "timestamp": "timestamp datetime timestamp_ntz timestamp_s timestamp_ms timestamp_us "
    "timestamp_ns",
    "timestamp_tz": "timestamptz timestamp_tz timestamp_ltz",
    "interval": "interval",
    "json": "json jsonb variant super object map",
    "binary": "blob bytea binary varbinary bytes varbyte",
    "uuid": "uuid",
}
_LOGICAL = {word: name for name, words in _WORDS.items() for word in words.split()}
_WIDE = {"hugeint": 38, "ubigint": 20, "uhugeint": 38}
# Warehouses in which a plain word means another thing than elsewhere.
_OWN = {
    ("bigquery", "timestamp"): "timestamp_tz",
    ("spark", "timestamp"): "timestamp_tz",
    ("databricks", "timestamp"): "timestamp_tz",
    ("postgres", "float"): "double",
    ("redshift", "float"): "double",
    ("snowflake", "float"): "double",
    ("spark", "float"): "float",
    ("duckdb", "float"): "float",
    ("duckdb", "bit"): "string",
}
_DECIMAL = re.compile(r"(?:decimal|numeric|number|bignumeric)(?:\((\d+)(?:,\s*(-?\d+))?\))?")


def logical_type(native: str, warehouse: str) -> LogicalType | None:
    """The logical type of a native one; None where none has its meaning.

    Args:
        native: the type as the warehouse spells it, such as ``character varying(256)``.
        warehouse: the adapter's type, such as ``snowflake``.
    """
    text = " ".join(native.split())
    nested = _nested(text, warehouse)
    if nested is not None:
        return nested
    low = text.lower()
    decimal = _DECIMAL.fullmatch(low)
    if decimal:
        return _decimal(decimal[1], decimal[2], warehouse)
    if low in _WIDE:
        return LogicalType("decimal", _WIDE[low], 0)
    name = _simple(low, warehouse)
    return LogicalType(name) if name else None


def _simple(low: str, warehouse: str) -> str | None:
    zoned = bool(re.search(r"\bwith (local )?time zone", low))
    bare = re.sub(r"\s+with(out)? (local )?time zone", "", re.sub(r"\(.*\)", "", low)).strip()
    word = bare.removesuffix(" varying").removesuffix(" precision")
    word = "interval" if word.startswith("interval") else word
    if zoned:
        return "timestamp_tz" if word.startswith("timestamp") else None
    if word == "float":
        return _OWN.get((warehouse, word), "double")
    return _OWN.get((warehouse, word)) or _LOGICAL.get(word)


def _decimal(precision: str | None, scale: str | None, warehouse: str) -> LogicalType | None:
    if precision is None:
        return LogicalType("decimal", MAX_PRECISION, 9) if warehouse == "bigquery" else None
    digits, places = int(precision), int(scale or 0)
    if warehouse == "snowflake" and (digits, places) == (MAX_PRECISION, 0):
        return LogicalType("bigint")  # what Snowflake makes of every integer
    if not 1 <= digits <= MAX_PRECISION or not 0 <= places <= digits:
        return None
    return LogicalType("decimal", digits, places)


def _nested(text: str, warehouse: str) -> LogicalType | None:
    listed = re.fullmatch(r"(.+)\[\d*\]", text) or re.fullmatch(
        r"array\s*[<(](.+)[>)]", text, re.IGNORECASE
    )
    if listed:
        element = logical_type(listed[1], warehouse)
        return LogicalType("array", element=element) if element else None
    record = re.fullmatch(r"(?:struct|row)\s*[<(](.+)[>)]", text, re.IGNORECASE)
    if record is None:
        return None
    fields = [_field(part.strip(), warehouse) for part in _parts(record[1])]
    whole = tuple(field for field in fields if field is not None)
    return LogicalType("struct", fields=whole) if len(whole) == len(fields) else None


def _field(text: str, warehouse: str) -> tuple[str, LogicalType] | None:
    found = re.fullmatch(r'"?(\w+)"?\s*:?\s*(.+)', text)
    kind = logical_type(found[2], warehouse) if found else None
    return (found[1], kind) if found and kind and is_identifier(found[1]) else None


def _parts(text: str) -> list[str]:
    """What commas outside of any brackets part."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "(<[") - (sign in ")>]")
        if sign == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def shown_type(native: str) -> str:
    """A native type as a draft may show it: an ENUM without its values, which are data."""
    return re.sub(r"ENUM\((?:\s*'(?:[^']|'')*'\s*,?)*\)", "ENUM", native, flags=re.IGNORECASE)
