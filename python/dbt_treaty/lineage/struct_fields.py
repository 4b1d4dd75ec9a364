"""The fields of a struct, and whether a type is one, as far as a type's text tells."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.field import fields_of
from dbt_treaty.lineage.output import Column, Open
from dbt_treaty.lineage.sql_type import parsed_type

_T = exp.DType
_STRUCTS = frozenset({_T.STRUCT, _T.OBJECT})
_LISTS = frozenset({_T.ARRAY, _T.LIST})


def struct_fields(engine: Engine, column: Column, type_: Any, *transforms: str) -> list[Column]:
    """The columns that a struct's fields become; one column ``*`` where they are not known by name.

    ``column`` is the struct, ``type_`` its type, if known; ``transforms`` are what takes them out.
    """
    known = fields_of(engine, column)
    if known is not None and all(field.name for field in known):
        return known
    column = column.passing(*transforms)
    node = _type(type_, engine.dialect.name)
    parts = node.expressions if node is not None and node.this in _STRUCTS else []
    if parts and column.reason is None and all(type(part) is exp.ColumnDef for part in parts):
        return [Column(part.name, column.ways, part.args.get("kind")) for part in parts]
    return [Open(None, column.reason, column.suspects, column.ways).star()]


def is_list(type_: Any, dialect: str) -> bool:
    """Whether a type is known to be a list."""
    node = _type(type_, dialect)
    return node is not None and node.this in _LISTS


def element_type(type_: Any, dialect: str) -> exp.DataType | None:
    """The type of a list's elements, as far as the list's type tells."""
    node = _type(type_, dialect)
    if node is None or node.this not in _LISTS or not node.expressions:
        return None
    element = node.expressions[0]
    return element if isinstance(element, exp.DataType) else None


def is_struct(type_: exp.DataType) -> bool:
    """Whether a type is a struct."""
    return type_.this in _STRUCTS


def _type(type_: Any, dialect: str) -> exp.DataType | None:
    if isinstance(type_, exp.DataType):
        return type_
    return parsed_type(type_, dialect) if isinstance(type_, str) else None
