"""What each column holds of a function that makes rows of values: UNNEST, EXPLODE, STACK, …."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.field import fields_of
from dbt_treaty.lineage.output import Column, together
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sql_type import parsed_type
from dbt_treaty.lineage.transform_name import transform_name

# Dialects in which UNNEST gives a struct's fields a column each.
_ROW_BY_ROW = frozenset({"trino", "presto", "athena"})
_MAPS = (exp.Map, exp.VarMap)
# Functions that make a fixed number of rows.
_FIXED = frozenset(
    (
        *("json_populate_record", "json_to_record", "json_tuple", "jsonb_populate_record"),
        *("jsonb_to_record", "stack"),
    )
)
_MAKING_ROWS = frozenset(
    (
        *("generate_subscripts", "json_array_elements", "json_array_elements_text", "json_each"),
        *("json_each_text", "json_object_keys", "json_populate_recordset", "json_to_recordset"),
        *("jsonb_array_elements", "jsonb_array_elements_text", "jsonb_each", "jsonb_each_text"),
        *("jsonb_object_keys", "jsonb_path_query", "jsonb_populate_recordset"),
        *("jsonb_to_recordset", "regexp_split_to_table", "string_to_table", "variant_explode"),
        "inline",
    )
)
_EXPLODING = (exp.Explode, exp.Unnest)


def generated(scope: Scope, node: Any, count: int) -> list[Column] | None:
    """The columns by place, ``count`` of which an alias names (0: none); None if not known."""
    kind = type(node)
    if kind is exp.Stack:
        return _stacked(scope, node)
    if kind is exp.Unnest and len(node.expressions) > 1:
        return _side_by_side(scope, node.expressions, count)
    argument = _argument(node) if isinstance(node, _EXPLODING) else None
    if type(argument) in _MAPS and count == 2:
        return _pairs(scope, argument)
    if kind is exp.Inline or (kind is exp.Unnest and scope.engine.dialect.name in _ROW_BY_ROW):
        fields = fields_of(scope.engine, _value(scope, _argument(node), transform_name(node)))
        return fields if fields is not None and count in (0, len(fields)) else None
    return None


def _argument(node: Any) -> Any:
    return node.expressions[0] if type(node) is exp.Unnest else node.args.get("this")


def _value(scope: Scope, node: Any, transform: str) -> Column:
    name = node.output_name if isinstance(node, exp.Expr) else ""
    return scope.engine.expression(scope, node, name).passing(
        "unnest" if transform == "inline" else transform
    )


def _stacked(scope: Scope, node: exp.Stack) -> list[Column] | None:
    """``STACK(rows, a, b, …)``: the values fill one row after the other."""
    rows = node.args["this"]
    values = node.expressions
    if type(rows) is not exp.Literal or not rows.name.isdigit() or int(rows.name) < 1:
        return None
    width = -(-len(values) // int(rows.name))
    columns: list[Column] = []
    for place in range(width):
        held = [scope.engine.expression(scope, each, "") for each in values[place::width]]
        column = held[0]
        for other in held[1:]:
            column = together(column, other)
        columns.append(column.passing("stack").named(f"col{place}"))
    return columns


def _pairs(scope: Scope, node: Any) -> list[Column] | None:
    """The keys and the values of a map made on the spot."""
    keys, values = node.args.get("keys"), node.args.get("values")
    if type(keys) is not exp.Array or type(values) is not exp.Array:
        return None
    made = [scope.engine.expression(scope, each, "") for each in (keys, values)]
    return [column.passing("map", "unnest") for column in made]


def _side_by_side(scope: Scope, nodes: list[Any], count: int) -> list[Column]:
    """Several arrays: each gives a column, a map two, an array of rows as many as they have.

    Where more names are given than arrays, and which of them is wider is not known, a column may
    come from every array that may have reached its place.
    """
    values = [scope.engine.expression(scope, each, each.output_name) for each in nodes]
    widths = [_width(scope, value) for value in values]
    least = [width or 1 for width in widths]
    total = count or sum(least)
    spare = max(total - sum(least), 0) if None in widths else 0
    places: list[list[Column]] = [[] for _ in range(total)]
    for at, (value, width) in enumerate(zip(values, widths, strict=True)):
        first = sum(least[:at])
        late = spare if None in widths[:at] else 0
        end = first + late + width if width is not None else total - sum(least[at + 1 :])
        for place in range(first, min(end, total)):
            places[place].append(value.passing("unnest"))
    return [_any(held) for held in places]


def is_fixed(function: str, arguments: list[Any]) -> bool:
    """Whether the query itself says how many rows a generator makes, whatever its values are."""
    return function in _FIXED or all(_is_listed(each) for each in arguments)


def _is_listed(node: Any) -> bool:
    """Whether a list or map says how long it is; a comprehension or a query in it does not."""
    if type(node) in _MAPS:
        return True
    making = (exp.Comprehension, exp.Query, exp.Columns)
    return type(node) is exp.Array and not any(isinstance(n, making) for n in node.expressions)


def makes_rows(function: str) -> bool:
    """Whether a function (lower case) that the parser does not know makes rows in a projection."""
    return function in _MAKING_ROWS


def _any(held: list[Column]) -> Column:
    column = held[0] if held else Column("")
    for other in held[1:]:
        column = together(column, other)
    return column


def _width(scope: Scope, value: Column) -> int | None:
    """How many columns an array makes, as far as its type tells."""
    type_ = value.type
    if isinstance(type_, str):
        type_ = parsed_type(type_, scope.engine.dialect.name)
    if not isinstance(type_, exp.DataType):
        return None
    if type_.this is exp.DType.MAP:
        return 2
    element = type_.expressions[0] if type_.expressions else None
    if type(element) is exp.DataType and element.this is exp.DType.STRUCT:
        wide = scope.engine.dialect.name in _ROW_BY_ROW
        return len(element.expressions) if wide else 1
    return 1 if type_.this in (exp.DType.ARRAY, exp.DType.LIST) else None
