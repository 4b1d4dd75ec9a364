"""A native contract's columns."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

from dbt_treaty.configuration.identifier import ALLOWED, is_identifier
from dbt_treaty.configuration.model import TIERS
from dbt_treaty.contracts.logical_type import LogicalType, LogicalTypeError, parse_type
from dbt_treaty.contracts.model import ContractColumn
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.contracts.value import MOMENTS, NESTED, NUMBERS, order_of, wanted_of
from dbt_treaty.documents.complaint import describe
from dbt_treaty.documents.document import DataPath
from dbt_treaty.documents.quotation import quote

_LONGEST_PATTERN = 1000


def read_columns(sheet: Sheet, items: list[Any] | None) -> tuple[ContractColumn, ...]:
    """The columns in their order; problems are noted on the sheet."""
    columns = [_column(sheet, item, ("schema", at)) for at, item in sheet.items(items)]
    first: dict[str, ContractColumn] = {}
    for (at, _), column in zip(sheet.items(items), columns, strict=True):
        other = first.setdefault(column.name.lower(), column)
        if other is not column and column.name:
            what = f'a column "{other.name}" stands on line {other.line} already'
            sheet.refuse(
                ("schema", at, "name"), what, "names that differ in case only are one name"
            )
    return tuple(columns)


def _column(sheet: Sheet, item: Mapping[str, Any], path: DataPath) -> ContractColumn:
    if "name" in item:
        sheet.check_name(item["name"], (*path, "name"))
    kind = _type(sheet, item.get("type"), (*path, "type"))
    if kind:
        _check_values(sheet, item, kind, path)
        _check_bounds(sheet, item, kind, path)
        _check_pattern(sheet, item.get("pattern"), kind, (*path, "pattern"))
    return ContractColumn(
        name=item.get("name", ""),
        type=str(kind or ""),
        required=item.get("required", False),
        unique=item.get("unique", False),
        primary_key=item.get("primary_key", False),
        references=_references(sheet, item.get("references"), (*path, "references")),
        description=item.get("description", ""),
        default=item.get("default"),
        tags=sheet.tokens(item.get("tags"), (*path, "tags")),
        mask=item.get("mask"),
        accepted_values=tuple(value for _, value in sheet.items(item.get("accepted_values"))),
        min=item.get("min"),
        max=item.get("max"),
        pattern=item.get("pattern"),
        line=sheet.document.value(path).line,
    )


def _type(sheet: Sheet, text: str | None, path: DataPath) -> LogicalType | None:
    if text is None:
        return None
    try:
        return parse_type(text)
    except LogicalTypeError as error:
        sheet.refuse(path, f"the type {quote(text)} {error}", error.help)
        return None


def _references(sheet: Sheet, text: str | None, path: DataPath) -> str | None:
    parts = (text or "").split(".")
    shaped = len(parts) == 2 or (len(parts) == 4 and parts[1] in TIERS)
    if text is not None and not (shaped and all(map(is_identifier, parts))):
        advice = f"write table.column or domain.tier.table.column, each of {ALLOWED}"
        sheet.refuse(path, f"{quote(text)} names no column", advice)
    return text


def _check_values(sheet: Sheet, item: Mapping[str, Any], kind: LogicalType, path: DataPath) -> None:
    accepted = sheet.items(item.get("accepted_values"))
    if accepted and kind.name in NESTED:
        sheet.refuse((*path, "accepted_values"), f"a column of type {kind.name} takes none")
        return
    for at, value in accepted:
        wanted = wanted_of(value, kind)
        if wanted:
            what = f"a column of type {kind} wants {wanted}; got {describe(value)}"
            sheet.refuse((*path, "accepted_values", at), what)
    default = item.get("default")
    # A moment's default may be an expression of the warehouse, such as current_timestamp.
    if default is None or (kind.name in MOMENTS and isinstance(default, str)):
        return
    wanted = wanted_of(default, kind)
    if wanted:
        what = f"a column of type {kind} wants {wanted}; got {describe(default)}"
        sheet.refuse((*path, "default"), what)


def _check_bounds(sheet: Sheet, item: Mapping[str, Any], kind: LogicalType, path: DataPath) -> None:
    bounds = {key: item[key] for key in ("min", "max") if key in item}
    orders = {}
    for key, value in bounds.items():
        if kind.name not in NUMBERS | MOMENTS:
            advice = "use pattern or accepted_values; min and max are for numbers, dates and times"
            sheet.refuse((*path, key), f"a column of type {kind} takes no {key}", advice)
            continue
        wanted = wanted_of(value, kind)
        if wanted:
            what = f"a column of type {kind} wants {wanted}; got {describe(value)}"
            sheet.refuse((*path, key), what)
        else:
            orders[key] = order_of(value, kind)
    least, greatest = orders.get("min"), orders.get("max")
    if least is not None and greatest is not None and least > greatest:  # type: ignore[operator] # one column's keys are of one type
        what = f"{bounds['min']} is above the max {bounds['max']}, so no value fits"
        sheet.refuse((*path, "min"), what)


def _check_pattern(sheet: Sheet, pattern: str | None, kind: LogicalType, path: DataPath) -> None:
    if pattern is None:
        return
    if kind.name != "string":
        sheet.refuse(path, f"a column of type {kind} takes no pattern; only string does")
    else:
        fault = fault_in_pattern(pattern)
        if fault:
            sheet.refuse(path, fault)


def fault_in_pattern(pattern: str) -> str | None:
    """Why a text can't be the pattern of a column; None if it can."""
    if len(pattern) > _LONGEST_PATTERN:
        return f"is longer than {_LONGEST_PATTERN} characters"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of constructs whose meaning may change in Python
            re.compile(pattern)
    except re.error as error:
        return f"is no regular expression: {error}"
    except (RecursionError, OverflowError, MemoryError):
        return "is no regular expression: it nests or repeats too much"
    return None
