"""How one logical type relates to another."""

from __future__ import annotations

from typing import Literal

from dbt_treaty.contracts.logical_type import LogicalType, LogicalTypeError, parse_type

_WIDER = {"integer": "bigint", "float": "double"}


def type_change(before: str, after: str) -> Literal["widened", "narrowed", "changed"]:
    """What happened to a type: ``widened`` is one of the same kind that holds all the old did."""
    try:
        old, new = parse_type(before), parse_type(after)
    except LogicalTypeError:  # a draft may lack a type
        return "changed"
    if _holds(new, old):
        return "widened"
    return "narrowed" if _holds(old, new) else "changed"


def _holds(wide: LogicalType, narrow: LogicalType) -> bool:
    if wide == narrow or _WIDER.get(narrow.name) == wide.name:
        return True
    if wide.name != narrow.name:
        return False
    if wide.element and narrow.element:
        return _holds(wide.element, narrow.element)
    if wide.name == "struct":
        # New fields at the end leave the older ones where they were.
        pairs = list(zip(wide.fields, narrow.fields, strict=False))
        alike = all(a[0] == b[0] and _holds(a[1], b[1]) for a, b in pairs)
        return alike and len(wide.fields) >= len(narrow.fields)
    return _decimal_holds(wide, narrow)


def _decimal_holds(wide: LogicalType, narrow: LogicalType) -> bool:
    if None in (wide.precision, wide.scale, narrow.precision, narrow.scale):
        return False
    scale, old_scale = wide.scale or 0, narrow.scale or 0
    whole, old_whole = (wide.precision or 0) - scale, (narrow.precision or 0) - old_scale
    return scale >= old_scale and whole >= old_whole
