"""BigQuery's value tables, whose rows are one value each: SELECT AS STRUCT, AS VALUE, UNNEST."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.output import Column, Output
from dbt_treaty.lineage.struct_fields import element_type, is_struct, struct_fields
from dbt_treaty.lineage.struct_value import packed

# What gives a list of values that have no fields.
_PLAIN_LISTS = (
    exp.GenerateDateArray,
    exp.GenerateSeries,
    exp.GenerateTimestampArray,
    exp.RegexpExtractAll,
    exp.Split,
)
_PLAIN_VALUES = (exp.Literal, exp.Neg, exp.Null, exp.Boolean)


def as_value(engine: Engine, output: Output, kind: str) -> Output:
    """The output of ``SELECT AS STRUCT`` or ``AS VALUE``: its columns are the value's fields."""
    if kind.upper() == "STRUCT":
        output.value = packed(output.columns, "struct")
        return output
    if kind.upper() != "VALUE" or len(output.columns) != 1:
        return output
    value = output.columns[0]
    fields = struct_fields(engine, value, value.type, "struct_field")
    made = Output(fields, output.rows, output.uses)
    made.value = value
    return made


def elements(engine: Engine, held: Column, node: Any, name: str) -> tuple[list[Column], bool]:
    """The columns that UNNEST of a list makes, and whether they are an element's fields.

    ``held`` is the list, ``node`` its syntax, ``name`` the element's alias. Where nobody knows
    whether the elements have fields, they are the element and whatever fields it has.
    """
    dialect = engine.dialect.name
    value = held.passing("unnest").named(name)
    type_ = element_type(held.type, dialect)
    plain = type_ is not None and not is_struct(type_)
    if plain or _is_plain(node):
        return [value], False
    fields = struct_fields(engine, value, type_, "struct_field")
    if all(field.open is None for field in fields):
        return fields, True
    for field in fields if name else ():
        if field.open is not None:
            field.open.named = True
    return [*([value] if name else []), *fields], False


def _is_plain(node: Any) -> bool:
    if type(node) is exp.Array:
        return all(type(item) in _PLAIN_VALUES for item in node.expressions)
    return type(node) in _PLAIN_LISTS
