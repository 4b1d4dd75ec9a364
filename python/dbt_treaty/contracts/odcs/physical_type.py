"""A warehouse's word for a type as one of ours."""

from __future__ import annotations

import re

from dbt_treaty.contracts.logical_type import LogicalType, LogicalTypeError, parse_type

# Words that mean the same on every warehouse that has them; where one word means two things, the
# wider of the two, which holds the values of both.
_WORDS = {
    "string": "text varchar char str nvarchar nchar character bpchar varchar2 nvarchar2 clob ntext"
    " tinytext mediumtext longtext citext name xml",
    "integer": "int int2 int4 int16 int32 smallint tinyint mediumint byteint short serial"
    " smallserial serial4",
    "bigint": "int8 int64 long bigserial serial8 hugeint",
    "boolean": "bool bit",
    "float": "real float4 float32",
    "double": "float8 float64 double precision",
    "timestamp": "datetime datetime2 smalldatetime timestamp_ntz timestampntz timestamp_s"
    " timestamp_ms timestamp_ns",
    "timestamp_tz": "timestamptz timestamp_ltz timestampltz timestamptz_ltz datetimeoffset",
    "time": "timetz",
    "binary": "bytes bytea blob varbinary varbyte raw tinyblob mediumblob longblob image",
    "json": "variant jsonb super",
    "uuid": "uniqueidentifier guid",
}
_PHRASES = {
    "double precision": "double",
    "character varying": "string",
    "national character varying": "string",
    "timestamp with time zone": "timestamp_tz",
    "timestamp with local time zone": "timestamp_tz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "time",
    "time without time zone": "time",
}
_KNOWN = {word: name for name, words in _WORDS.items() for word in words.split()} | _PHRASES
_DECIMALS = frozenset(("decimal", "numeric", "number", "bignumeric", "bigdecimal", "dec"))
_LENGTH = re.compile(r"\s*[(\[]\s*(?:[0-9]{1,10}|max)(?:\s+(?:byte|char))?\s*[)\]]")
_NUMBERS = re.compile(r"\(\s*([0-9]{1,4})\s*(?:,\s*([0-9]{1,4})\s*)?\)")


def logical_of(physical: str) -> LogicalType | None:
    """The logical type that a physical type means; None where it is not known to mean one.

    Our own spelling is read first, so that what an export wrote comes back as it was. Lengths of
    texts and fractions of seconds are not part of our types.
    """
    text = " ".join(physical.lower().split())
    try:
        return parse_type(text)
    except LogicalTypeError:
        pass
    word = re.match(r"[a-z_0-9]*", text)
    if word and word.group() in _DECIMALS:
        return _decimal(text[word.end() :])
    bare = " ".join(_LENGTH.sub("", text).split())
    try:
        return parse_type(_KNOWN.get(bare, bare))
    except LogicalTypeError:
        return None


def _decimal(rest: str) -> LogicalType | None:
    """A decimal with its numbers: without them it means something else on every warehouse."""
    found = _NUMBERS.fullmatch(rest.strip())
    try:
        return parse_type(f"decimal({found[1]},{found[2] or 0})") if found else None
    except LogicalTypeError:
        return None
