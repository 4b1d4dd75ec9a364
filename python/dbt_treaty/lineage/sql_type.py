"""Tells whether two spellings of a SQL type mean the same type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlglot import exp
from sqlglot.errors import SqlglotError

from dbt_treaty.lineage.dialect import dialect_of

_T = exp.DataType.Type

# Each row is one type under several names; a type that is in no row is itself only.
_SAME: tuple[frozenset[exp.DataType.Type], ...] = tuple(
    frozenset(row)
    for row in (
        (_T.VARCHAR, _T.TEXT, _T.NVARCHAR, _T.NAME, _T.TINYTEXT, _T.MEDIUMTEXT, _T.LONGTEXT),
        (_T.CHAR, _T.NCHAR, _T.BPCHAR),
        (_T.TIMESTAMP, _T.TIMESTAMPNTZ, _T.DATETIME, _T.DATETIME64),
        (_T.BINARY, _T.VARBINARY, _T.BLOB),
        (_T.DECIMAL, _T.MONEY),
        (_T.BOOLEAN, _T.BIT),
        (_T.ARRAY, _T.LIST),
        (_T.STRUCT, _T.OBJECT),
        (_T.INT, _T.MEDIUMINT),
    )
)
_INTEGERS = (_T.BIGINT, _T.INT, _T.MEDIUMINT, _T.SMALLINT, _T.TINYINT)
_CANONICAL = {kind: min(row, key=lambda k: k.value) for row in _SAME for kind in row}
# Integers of every size are one type here (BigQuery), or even a decimal (Snowflake).
_ONE_INTEGER = frozenset({"bigquery", "snowflake", "sqlite", "oracle"})
_ONE_FLOAT = frozenset({"bigquery", "snowflake", "sqlite"})
_DEFAULT_DECIMAL = {
    "bigquery": ("38", "9"),
    "databricks": ("10", "0"),
    "duckdb": ("18", "3"),
    "redshift": ("18", "0"),
    "snowflake": ("38", "0"),
    "spark": ("10", "0"),
    "trino": ("38", "0"),
    "athena": ("38", "0"),
    "tsql": ("18", "0"),
}
_LENGTH_TYPES = frozenset(
    {"varchar", "char", "binary", "timestamp", "timestamptz", "time", "timetz"}
)


def same_type(a: str, b: str, dialect: str) -> bool | None:
    """Whether ``a`` and ``b`` (as a warehouse spells types) are one type in a dialect.

    Aliases are equal (``varchar`` and ``text``, ``int4`` and ``integer``); a decimal's precision and
    scale count; a length counts only where both give one. None where it can't be told.
    """
    if " ".join(a.lower().split()) == " ".join(b.lower().split()):
        return True
    name = dialect_of(dialect).name
    one, other = parsed_type(a, name), parsed_type(b, name)
    if one is None or other is None:
        return None
    return _same(one, other, name)


@lru_cache(maxsize=4096)
def parsed_type(text: str, dialect: str) -> exp.DataType | None:
    """A type's syntax tree, without what makes it nullable; None for what is no type."""
    try:
        built = exp.DataType.build(text, dialect=dialect, udt=True)
    except (SqlglotError, ValueError, RecursionError):
        return None
    return _bare(built) if isinstance(built, exp.DataType) else None


def _bare(node: exp.DataType) -> exp.DataType:
    """The type inside ClickHouse's LowCardinality(…)."""
    while node.this is _T.LOWCARDINALITY and node.expressions:
        inner = node.expressions[0]
        if not isinstance(inner, exp.DataType):
            break
        node = inner
    return node


def _same(one: exp.DataType, other: exp.DataType, dialect: str) -> bool | None:
    kinds = _kind(one, dialect), _kind(other, dialect)
    if _T.USERDEFINED.value in kinds or _T.UNKNOWN.value in kinds:
        return None
    if set(kinds) == {"decimal", "integer"} and dialect == "snowflake":
        decimal = one if kinds[0] == "decimal" else other
        return _decimal(decimal, dialect) == ("38", "0")
    if kinds[0] != kinds[1]:
        return False
    if kinds[0] == "decimal":
        return _same_decimal(one, other, dialect)
    if one.args.get("nested") or other.args.get("nested"):
        return _same_parts(one, other, dialect)
    return _same_length(one, other, kinds[0])


def _kind(node: exp.DataType, dialect: str) -> str:
    kind = node.this
    if not isinstance(kind, exp.DataType.Type):
        return "interval" if isinstance(kind, exp.Interval) else _T.UNKNOWN.value
    if kind in _INTEGERS and dialect in _ONE_INTEGER:
        return "integer"
    if kind in (_T.FLOAT, _T.DOUBLE) and dialect in _ONE_FLOAT:
        return "double"
    if kind is _T.FLOAT and dialect in {"postgres", "redshift", "tsql"} and node.expressions:
        return "double" if int(node.expressions[0].name) > 24 else "float"
    if kind is _T.BIT and dialect != "tsql":
        return "bit"
    if kind in (_T.DATETIME, _T.DATETIME2, _T.SMALLDATETIME) and dialect == "tsql":
        return kind.value.lower()
    canonical = _CANONICAL.get(kind, kind)
    named = {_T.VARCHAR: "varchar", _T.DECIMAL: "decimal", _T.TIMESTAMP: "timestamp"}
    return next(
        (n for k, n in named.items() if canonical is _CANONICAL.get(k, k)), canonical.value.lower()
    )


def _numbers(node: exp.DataType) -> Sequence[str]:
    return [part.name for part in node.expressions]


def _decimal(node: exp.DataType, dialect: str) -> tuple[str, str] | None:
    numbers = _numbers(node)
    if not numbers:
        return _DEFAULT_DECIMAL.get(dialect)
    return numbers[0], numbers[1] if len(numbers) > 1 else "0"


def _same_decimal(one: exp.DataType, other: exp.DataType, dialect: str) -> bool | None:
    if not one.expressions and not other.expressions:
        return True
    ours, theirs = _decimal(one, dialect), _decimal(other, dialect)
    return None if ours is None or theirs is None else ours == theirs


def _same_length(one: exp.DataType, other: exp.DataType, kind: str) -> bool:
    ours, theirs = _numbers(one), _numbers(other)
    if kind in _LENGTH_TYPES or not ours or not theirs:
        return not ours or not theirs or ours == theirs or "max" in (*ours, *theirs)
    return list(ours) == list(theirs)


def _same_parts(one: exp.DataType, other: exp.DataType, dialect: str) -> bool | None:
    """Arrays, maps and structs: part by part."""
    ours, theirs = one.expressions, other.expressions
    if not ours or not theirs:
        return None if ours or theirs else True
    if len(ours) != len(theirs):
        return False
    verdicts = [_same_part(a, b, dialect) for a, b in zip(ours, theirs, strict=True)]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _same_part(one: exp.Expr, other: exp.Expr, dialect: str) -> bool | None:
    if isinstance(one, exp.ColumnDef) and isinstance(other, exp.ColumnDef):
        if one.name.lower() != other.name.lower():
            return False
        one, other = one.args.get("kind") or one, other.args.get("kind") or other
    if isinstance(one, exp.DataType) and isinstance(other, exp.DataType):
        return _same(_bare(one), _bare(other), dialect)
    return one == other or None
