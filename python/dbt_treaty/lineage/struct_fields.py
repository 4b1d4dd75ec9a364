"""The fields of a struct, and whether a type is one, as far as a type's text tells."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.output import Column, Open
from dbt_treaty.lineage.sql_type import parsed_type

_T = exp.DType
_STRUCTS = frozenset({_T.STRUCT, _T.OBJECT})
_LISTS = frozenset({_T.ARRAY, _T.LIST})


def struct_fields(column: Column, type_: Any, dialect: str) -> list[Column]:
    """The columns that a struct's fields become; one column ``*`` where they are not known by name.

    ``column`` is the struct as each field is to come from it, ``type_`` its type, if known.
    """
    node = _type(type_, dialect)
    parts = node.expressions if node is not None and node.this in _STRUCTS else []
    if parts and column.reason is None and all(type(part) is exp.ColumnDef for part in parts):
        return [Column(part.name, column.ways, part.args.get("kind")) for part in parts]
    return [Open(None, column.reason, column.suspects, column.ways).star()]


def is_list(type_: Any, dialect: str) -> bool:
    """Whether a type is known to be a list."""
    node = _type(type_, dialect)
    return node is not None and node.this in _LISTS


def _type(type_: Any, dialect: str) -> exp.DataType | None:
    if isinstance(type_, exp.DataType):
        return type_
    return parsed_type(type_, dialect) if isinstance(type_, str) else None
