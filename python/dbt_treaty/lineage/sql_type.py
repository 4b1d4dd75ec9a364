"""Tells whether two spellings of a SQL type mean the same type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlglot import exp
from sqlglot.errors import SqlglotError

from dbt_treaty.lineage.dialect import dialect_of

_T = exp.DType

# The types that are one type under several names; a type that is not here is itself only.
_FAMILIES: dict[exp.DType, str] = {
    _T.ARRAY: "array",
    _T.LIST: "array",
    _T.BINARY: "binary",
    _T.BLOB: "binary",
    _T.VARBINARY: "binary",
    _T.CHAR: "char",
    _T.NCHAR: "char",
    _T.BPCHAR: "char",
    _T.DATETIME: "timestamp",
    _T.TIMESTAMP: "timestamp",
    _T.TIMESTAMPNTZ: "timestamp",
    _T.INT: "int",
    _T.MEDIUMINT: "int",
    _T.OBJECT: "struct",
    _T.STRUCT: "struct",
    _T.LONGTEXT: "varchar",
    _T.MEDIUMTEXT: "varchar",
    _T.NVARCHAR: "varchar",
    _T.TEXT: "varchar",
    _T.TINYTEXT: "varchar",
    _T.VARCHAR: "varchar",
}
_ONE_INTEGER = dict.fromkeys((_T.BIGINT, _T.INT, _T.SMALLINT, _T.TINYINT), "integer")
_ONE_FLOAT = dict.fromkeys((_T.FLOAT, _T.DOUBLE), "double")
# Where a dialect has families of its own: one integer for all sizes, T-SQL's several datetimes.
_OWN_KINDS: dict[str, dict[exp.DType, str]] = {
    "bigquery": _ONE_INTEGER | _ONE_FLOAT,
    "oracle": _ONE_INTEGER,
    "snowflake": _ONE_INTEGER | _ONE_FLOAT,
    "sqlite": _ONE_INTEGER | _ONE_FLOAT,
    "tsql": {_T.BIT: "boolean", _T.DATETIME: "datetime", _T.TIMESTAMP: "rowversion"},
}
_UNTOLD = frozenset({_T.USERDEFINED.value.lower(), _T.UNKNOWN.value.lower()})
_FLOAT_BITS = frozenset({"postgres", "redshift", "tsql"})
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

    Aliases are equal (``varchar`` and ``text``, ``int4`` and ``integer``); a decimal's precision
    and scale count; a length counts only where both give one. None where it can't be told.
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
    if not _UNTOLD.isdisjoint(kinds):
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
    """The family a type belongs to in a dialect."""
    kind = node.this
    if not isinstance(kind, exp.DType):
        return "interval" if isinstance(kind, exp.Interval) else _T.UNKNOWN.value.lower()
    own = (_OWN_KINDS.get(dialect) or {}).get(kind)
    if own is not None:
        return own
    if kind is _T.FLOAT and dialect in _FLOAT_BITS and node.expressions:
        return "double" if int(node.expressions[0].name) > 24 else "float"
    return _FAMILIES.get(kind, kind.value.lower())


def _numbers(node: exp.DataType) -> Sequence[str]:
    """The numbers in a type's brackets; ``max`` is none."""
    return [part.name for part in node.expressions if part.name.isdigit()]


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
    ours: Sequence[object] = _numbers(one)
    theirs: Sequence[object] = _numbers(other)
    if kind not in _LENGTH_TYPES:  # an enumeration's values, say
        ours, theirs = one.expressions, other.expressions
    return not ours or not theirs or list(ours) == list(theirs)


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
